// The switch to the other language keeps the place on the page and what was searched for.
(() => {
  const keep = () => {
    for (const link of document.querySelectorAll("a.language")) {
      link.hash = location.hash;
      link.search = location.search;
    }
  };
  addEventListener("DOMContentLoaded", keep);
  addEventListener("hashchange", keep);
})();
