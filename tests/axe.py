"""axe-core on a page in a browser: violations of the rules for accessibility."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

# axe keeps private fields of its colours in weak maps, for old browsers; properties of the objects take a third less
# time. It also parses the same few colours again for each text, which is half of the remaining time on a long page.
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
# Passed rules are not needed, and reporting them takes longer than checking them; preloading fetches style sheets again
# for a rule that is off by default.
_ASKED = {"resultTypes": ["violations"], "preload": False}
_KEEP_ONE_OF_EACH = r"""() => {
    // Other attributes count by their presence, and by whether they hold anything.
    const judged = /^(class|role|type|style|lang|dir|tabindex|hidden|open|disabled|scope|for|aria-(?!label).*)$/
    const numbers = new Map() // of the likenesses, which would grow with all that they hold
    const scrolled = []
    const repeated = []
    const scrolls = (element, [side, axis]) =>
        element[`scroll${side}`] > element[`client${side}`]
        && /auto|scroll/.test(getComputedStyle(element)[`overflow${axis}`])
    const likeness = (element) => {
        const attributes = [...element.attributes].map(({ name, value }) =>
            `${name}=${judged.test(name) ? value : Boolean(value.trim())}`)
        const sides = [["Width", "X"], ["Height", "Y"]].filter((side) => scrolls(element, side))
        if (sides.length) scrolled.push([element, element.scrollWidth, element.scrollHeight])
        const held = new Set()
        const shut = element.localName === "details" && !element.open
        let place = 0
        for (const child of element.childNodes) {
            if (child.nodeType === Node.TEXT_NODE && child.data.trim()) held.add("words")
            if (child.nodeType !== Node.ELEMENT_NODE) continue
            const one = shut && child.localName !== "summary" ? "folded" : `${place++ % 2} ${likeness(child)}`
            if (one === "folded" || held.has(one)) repeated.push(child)
            held.add(one)
        }
        const whole = [element.localName, ...attributes, ...sides, ">", ...held].join()
        if (!numbers.has(whole)) numbers.set(whole, numbers.size)
        return numbers.get(whole)
    }
    const drawn = new CSSStyleSheet() // hidden content is laid out once, not again for each query
    drawn.replaceSync("* { content-visibility: visible !important }")
    document.adoptedStyleSheets = [drawn]
    likeness(document.body)
    for (const element of repeated) {
        if (element.localName !== "tr") element.remove()
        element.replaceChildren()
        element.removeAttribute("role") // a row says that it has cells
    }
    for (const [element, width, height] of scrolled) {
        const pad = element.appendChild(document.createElement("div"))
        pad.ariaHidden = true
        pad.textContent = "beyond the edge" // an empty box does not count as a reason to scroll
        pad.style.cssText = `width: ${width}px; height: ${height}px; display: grid; place-content: end`
    }
}"""


def keep_one_of_each(tab: Any) -> None:
    """Remove repeated elements from the page: entries, rows, paragraphs that no rule could tell apart.

    Of sibling elements that are alike (name, attributes, whether there is text, whether it scrolls, an odd or even
    position, and the same of all descendants) one is kept. Rows are emptied instead, because stripes count them, and
    elements that scroll still do. Folded content is removed too: axe skips it, but takes long to find out.
    """
    tab.evaluate(_KEEP_ONE_OF_EACH)


def violations(tab: Any) -> set[tuple[str, str]]:
    """Return the violated rules of axe's default set, each with the element that violates it."""
    if not tab.evaluate("Boolean(window.axe)"):
        tab.evaluate(SCRIPT)
    found = tab.evaluate("asked => axe.run(asked).then((found) => found.violations)", _ASKED)
    return {(one["id"], node["html"][:200]) for one in found for node in one["nodes"]}
