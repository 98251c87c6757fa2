// The page that a reader comes from, and what is copied.
(() => {
  const [box, button] = document.querySelector(".report-box").children;
  const page = new URLSearchParams(location.search).get("page");
  if (page) box.textContent = box.textContent.replace(/.*/, (line) => line.trimEnd().replace(/:$/, ": ") + page);
  button.hidden = !navigator.clipboard; // only a safe connection offers it
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.textContent);
    button.textContent = button.dataset.done;
  });
})();
