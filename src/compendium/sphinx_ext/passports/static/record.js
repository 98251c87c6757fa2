// A link to a folded box opens it, and a button opens all.
(() => {
  const open = () => {
    const box = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (box?.localName === "details") box.open = true;
  };
  addEventListener("hashchange", open);
  open();
  const { openAll } = document.querySelector("main").dataset;
  if (!openAll) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = openAll;
  button.addEventListener("click", () => {
    for (const box of document.querySelectorAll("main details:not(#tools details)")) box.open = true;
    button.remove();
  });
  document.querySelector(".onward").after(button);
})();
