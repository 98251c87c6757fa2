// A button to each form of a reference, which copies it.
(() => {
  if (!navigator.clipboard) return; // only a safe connection offers it
  for (const box of document.querySelectorAll(".cite")) {
    for (const text of box.querySelectorAll("pre")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = box.dataset.copy;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text.textContent);
        button.textContent = box.dataset.done;
      });
      text.closest("div").firstElementChild.append(" ", button);
    }
  }
})();
