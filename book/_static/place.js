// Links that depend on the place on the page: the switch to the other language, which also keeps what was searched for,
// and the report of an error, which names what the address names. A script may change an address without an event, so
// they are set when somebody comes near.
(() => {
  const named = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
  // Within two windows: entries that come into sight get their true height, and move the others.
  const near = (element) => Math.abs(element.getBoundingClientRect().top) < 2 * innerHeight;
  // The address of what is read: what it names if that is near, was left for the head of the page or is a state of the
  // page, or else the last heading or entry that begins in the upper part of the window.
  const place = () => {
    if (location.hash && (!named() || near(named()) || !scrollY)) return location.hash;
    const parts = [...document.querySelectorAll("article section section[id], article .ledger-entry[id]")];
    const above = parts.filter((part) => !part.hidden && part.getBoundingClientRect().top < innerHeight / 3);
    return scrollY > 0 && above.length ? `#${above.at(-1).id}` : "";
  };

  for (const approach of ["pointerover", "focusin", "click"]) {
    document.addEventListener(approach, ({ target }) => {
      const link = target.closest("a.language, a.report");
      if (link?.matches(".language")) {
        link.hash = place();
        link.search = location.search;
      } else if (link) {
        link.dataset.text ??= link.href;
        link.href = link.dataset.text.replace(/(\.html)(?=[&%]|$)/, `$1${encodeURIComponent(location.hash)}`);
      }
    });
  }
})();
