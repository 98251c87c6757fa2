"""axe-core on a page in a browser: what stands in the way of assistive technology."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

# axe keeps the private parts of its colours in weak maps, for old browsers; kept on the colours themselves they are a
# third less work. It parses the same few colours anew for each text that it looks at: half of the rest on a long page.
_KEPT_ON_THE_OBJECT = """class {
    key = Symbol()
    has(owner) { return Object.hasOwn(owner, this.key) }
    get(owner) { return owner[this.key] }
    set(owner, value) { owner[this.key] = value; return this }
    add(owner) { return this.set(owner, true) }
    delete(owner) { return delete owner[this.key] }
}"""
_EACH_COLOUR_ONCE = """
(() => {
    const colour = axe.commons.color.Color.prototype, parse = colour.parseString, parsed = new Map()
    colour.parseString = function (text) {
        if (!parsed.has(text)) {
            parse.call(this, text)
            parsed.set(text, [this.r, this.g, this.b, this.alpha])
        }
        [this.r, this.g, this.b, this.alpha] = parsed.get(text)
        return this
    }
})()
"""
SCRIPT = f"""
(function (WeakMap, WeakSet) {{ {AXE_SCRIPT}
}}).call(window, {_KEPT_ON_THE_OBJECT}, {_KEPT_ON_THE_OBJECT});
{_EACH_COLOUR_ONCE}"""
# What is in order is counted nowhere, and naming it takes longer than finding it; style sheets are fetched again only
# for a rule that is off unless asked for.
_ASKED = {"resultTypes": ["violations"], "preload": False}


def violations(tab: Any) -> set[tuple[str, str]]:
    """Return the rules that are broken of those that axe applies by default, each with the element that breaks it."""
    if not tab.evaluate("Boolean(window.axe)"):
        tab.evaluate(SCRIPT)
    found = tab.evaluate("asked => axe.run(asked).then((found) => found.violations)", _ASKED)
    return {(one["id"], node["html"][:200]) for one in found for node in one["nodes"]}
