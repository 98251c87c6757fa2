// A button beside each text that is there to be copied; a link to a folded box opens it.
(() => {
  for (const button of navigator.clipboard ? document.querySelectorAll(".copied button") : []) { // safe pages only
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.parentElement.querySelector("pre").textContent);
      button.textContent = button.dataset.done;
    });
  }
  const open = () => {
    const box = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (box?.localName === "details") box.open = true;
  };
  addEventListener("hashchange", open);
  open();
})();
