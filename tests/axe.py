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
    const drawn = new CSSStyleSheet() // what is out of sight is laid out once, not anew for each question about it
    drawn.replaceSync("* { content-visibility: visible !important }")
    document.adoptedStyleSheets = [drawn]
    likeness(document.body)
    for (const element of repeated) element.localName === "tr" ? element.replaceChildren() : element.remove()
    for (const [element, width, height] of scrolled) {
        const pad = element.appendChild(document.createElement("div"))
        pad.ariaHidden = true
        pad.textContent = "beyond the edge" // an empty box does not count as a reason to scroll
        pad.style.cssText = `width: ${width}px; height: ${height}px; display: grid; place-content: end`
    }
}"""


def keep_one_of_each(tab: Any) -> None:
    """Remove from the page what repeats: entries, rows, paragraphs that differ in nothing that a rule looks at.

    Of the elements in one place that are alike (name, attributes, whether there are words, whether it scrolls, an odd
    or an even place, and the same of all within) one is kept. Rows are emptied, as stripes count them, and what
    scrolls goes on scrolling. What is folded goes, too: axe passes over it, but takes long to find that out.
    """
    tab.evaluate(_KEEP_ONE_OF_EACH)


def violations(tab: Any) -> set[tuple[str, str]]:
    """Return the rules that are broken of those that axe applies by default, each with the element that breaks it."""
    if not tab.evaluate("Boolean(window.axe)"):
        tab.evaluate(SCRIPT)
    found = tab.evaluate("asked => axe.run(asked).then((found) => found.violations)", _ASKED)
    return {(one["id"], node["html"][:200]) for one in found for node in one["nodes"]}
