// A button to each text that is there to be copied, which marks it and copies it where the browser lets it.
(() => {
  for (const box of document.querySelectorAll("[data-copy]")) {
    for (const text of box.querySelectorAll("pre")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = box.dataset.copy;
      button.addEventListener("click", async () => {
        getSelection().selectAllChildren(text);
        try {
          await navigator.clipboard.writeText(text.textContent);
        } catch {
          return; // no safe connection, or no permission: what is marked can be copied by hand
        }
        button.textContent = box.dataset.done;
      });
      const name = text.closest("dd")?.previousElementSibling; // of one form among several
      (name ?? text.parentElement).append(" ", button);
    }
  }
})();
