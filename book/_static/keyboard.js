// The theme takes the focus from its buttons when they are pressed, so that closing a drawer could not give it back.
for (const button of document.querySelectorAll("button.btn")) button.blur = () => {};
