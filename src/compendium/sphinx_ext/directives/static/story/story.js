"use strict";
// A story: pictures move when they come into view, buttons lead from scene to scene, one copies the page's address.
(() => {
  const pictures = [...document.querySelectorAll("figure.scene")];
  const scenes = [...new Set(pictures.map((picture) => picture.closest("section")))];
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  if (!still.matches) {
    const shown = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        target.classList.add("seen");
        shown.unobserve(target);
      }
    }, { threshold: 0.35 });
    document.documentElement.classList.add("story-live");
    pictures.forEach((picture) => shown.observe(picture));
  }

  const steps = document.querySelector(".story-steps");
  const told = steps.querySelector("[role=status]");
  const buttons = [...steps.querySelectorAll("button")];
  // The scene that is read is the one whose middle is nearest to that of the window.
  const distance = (scene) => {
    const { top, height } = scene.getBoundingClientRect();
    return Math.abs(top + height / 2 - innerHeight / 2);
  };
  const here = () => {
    const distances = scenes.map(distance);
    return distances.indexOf(Math.min(...distances));
  };
  const count = () => {
    const place = here();
    const text = `${place + 1} / ${scenes.length}`;
    if (told.textContent !== text) told.textContent = text; // what is written is read aloud
    buttons[0].disabled = scrollY === 0;
    buttons[1].disabled = place === scenes.length - 1;
  };
  buttons.forEach((button) => button.addEventListener("click", () => {
    const next = scenes[here() + Number(button.dataset.step)];
    const behavior = still.matches ? "auto" : "smooth";
    if (next) next.scrollIntoView({ behavior, block: next.offsetHeight > innerHeight - 80 ? "start" : "center" });
    else scrollTo({ top: 0, behavior });
  }));
  addEventListener("scroll", count, { passive: true });
  addEventListener("resize", count);
  steps.hidden = false;
  count();

  const share = document.querySelector(".story-share");
  if (!share) return;
  const status = share.querySelector("[role=status]");
  share.querySelector("button").addEventListener("click", () => {
    const address = location.href.replace(/#.*/, "");
    navigator.clipboard.writeText(address).then(() => (status.textContent = status.dataset.copied));
  });
  share.hidden = !navigator.clipboard;
})();
