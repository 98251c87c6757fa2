// The card of a number, a term or a citation: shown when its link is pointed at or has the focus, at the first tap on a
// touch screen. It can be pointed at itself, stays while the link has the focus, and goes with Escape (WCAG 1.4.13).
(() => {
  const template = document.getElementById("cards");
  if (!HTMLElement.prototype.showPopover) return;
  const cards = new Map(Array.from(template.content.querySelectorAll("[data-card]"), (one) => [one.dataset.card, one]));
  const touch = template.content.querySelector(".card-touch");
  const box = document.createElement("div");
  box.id = "number-card";
  box.popover = "manual";
  box.setAttribute("role", "tooltip");
  document.querySelector("main").append(box);

  const GAP = 6; // pixels between number, card and the window's edge
  const WAIT = 200; // milliseconds: a pointer on its way elsewhere opens nothing, and has time to reach the card
  let number = null; // the link whose card is shown
  let title = ""; // its title, which would be shown beside the card
  let timer = 0;

  const numberAt = (target) => {
    const link = target.closest?.("article a[href*='#']");
    return link && cards.has(link.hash.slice(1)) ? link : null;
  };

  const place = () => {
    const at = number.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    box.style.maxHeight = "none";
    const { width, height } = box.getBoundingClientRect();
    const under = clientHeight - at.bottom - 2 * GAP;
    const over = at.top - 2 * GAP;
    const below = height <= under || under >= over;
    const shown = Math.min(height, below ? under : over);
    box.style.maxHeight = `${shown}px`;
    box.style.left = `${scrollX + Math.max(GAP, Math.min(at.left, clientWidth - width - GAP))}px`;
    box.style.top = `${scrollY + (below ? at.bottom + GAP : at.top - GAP - shown)}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    if (!number) return;
    box.hidePopover();
    number.removeAttribute("aria-describedby");
    if (title) number.title = title;
    number = null;
  };

  const show = (link) => {
    clearTimeout(timer);
    if (link === number) return;
    hide();
    number = link;
    title = link.title;
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", box.id);
    box.replaceChildren(cards.get(link.hash.slice(1)).cloneNode(true), touch.cloneNode(true));
    box.showPopover();
    place();
  };

  const later = (act) => {
    clearTimeout(timer);
    timer = setTimeout(act, WAIT);
  };

  const release = () => {
    if (!number?.matches(":hover, :focus-visible") && !box.matches(":hover")) hide();
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = numberAt(event.target);
    later(link ? () => show(link) : release);
  });

  document.addEventListener("focusin", (event) => {
    const link = numberAt(event.target);
    if (link?.matches(":focus-visible")) show(link);
  });
  document.addEventListener("focusout", () => later(release));

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  let before = null; // the number whose card was open when a finger came down
  document.addEventListener("pointerdown", (event) => {
    before = number;
    if (!box.contains(event.target) && numberAt(event.target) !== number) hide();
  });
  document.addEventListener("click", (event) => {
    const link = numberAt(event.target);
    if (link && link !== before && event.pointerType === "touch") {
      event.preventDefault();
      show(link);
    }
  });

  // A table scrolls in its own box and takes its numbers along; the page takes number and card.
  const follow = (event) => {
    if (number && event.target !== document && event.target !== box) place();
  };
  addEventListener("scroll", follow, true);
  addEventListener("resize", follow);
})();
