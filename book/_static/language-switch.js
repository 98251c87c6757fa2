// The switch to the other language keeps the place on the page and what was searched for. A script may change an address
// without an event, so the link is set when somebody comes near it.
for (const approach of ["pointerover", "focusin", "click"]) {
  document.addEventListener(approach, ({ target }) => {
    const link = target.closest("a.language");
    if (link) {
      link.hash = location.hash;
      link.search = location.search;
    }
  });
}
