// The theme takes the focus from its buttons when they are pressed, so that closing a drawer could not give it back.
for (const button of document.querySelectorAll("button.btn")) button.blur = () => {};
// A drawer that was opened for a link gives way to where it leads.
document.addEventListener("click", ({ target }) => target.closest?.("dialog a")?.closest("dialog").close());
