// Keeps an open page current: the loop's server puts this into every page that it hands out (see build/watch).
(() => {
  const shown = new URL(document.currentScript.src).searchParams.get("shown");
  const key = `watch:${location.pathname}`;
  let events;
  let box;

  // Where the reader is: which folds are open, and how far the nearest anchor above is from the top of the window.
  function place() {
    const above = [...document.querySelectorAll("[id]")].filter((one) => one.getBoundingClientRect().top <= 1).pop();
    return {
      open: [...document.querySelectorAll("details")].map((fold) => fold.open),
      id: above?.id,
      top: above?.getBoundingClientRect().top,
      y: scrollY,
    };
  }

  function restore() {
    const kept = sessionStorage.getItem(key);
    if (!kept) return;
    sessionStorage.removeItem(key);
    history.scrollRestoration = "manual";
    const { open, id, top, y } = JSON.parse(kept);
    const folds = document.querySelectorAll("details");
    if (folds.length === open.length) folds.forEach((fold, number) => { fold.open = open[number]; });
    const back = () => {
      const above = id && document.getElementById(id);
      const to = above ? scrollY + above.getBoundingClientRect().top - top : y;
      scrollTo({ top: to, behavior: "instant" });
    };
    back();
    addEventListener("load", back, { once: true });
  }

  function reload() {
    sessionStorage.setItem(key, JSON.stringify(place()));
    location.reload();
  }

  // Lines at the foot of the window; no lines take them away. They are set one by one, because they are plain text.
  function say(lines, wrong) {
    box?.remove();
    if (!lines.length) return;
    box = document.createElement("div");
    box.id = "watch-box";
    box.setAttribute("role", wrong ? "alert" : "status");
    Object.assign(box.style, {
      position: "fixed", zIndex: 10000, insetInline: "0", bottom: "0", maxHeight: "60vh", overflow: "auto",
      padding: "0.75rem 1rem", font: "0.875rem/1.5 ui-monospace, monospace", color: "#fff",
      background: wrong ? "#8c1d18" : "#3b4754", overflowWrap: "anywhere",
    });
    for (const line of lines) {
      const one = document.createElement("div");
      one.textContent = line;
      box.append(one);
    }
    document.body.append(box);
  }

  // Only a page that is looked at is connected: browsers allow six such connections in all.
  function connect() {
    events = new EventSource(`/-/events?${new URLSearchParams({ page: location.pathname, shown })}`);
    events.addEventListener("reload", reload);
    events.addEventListener("said", (event) => {
      const { problems, status } = JSON.parse(event.data);
      say(problems.length ? problems : status ? [status] : [], problems.length > 0);
    });
  }

  document.addEventListener("visibilitychange", () => {
    events?.close();
    if (document.visibilityState === "visible") connect();
  });
  addEventListener("pagehide", () => events?.close());
  const start = () => { restore(); connect(); };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
