// The door in the reader's language comes first.
(() => {
  const main = document.querySelector("main");
  const doors = [...main.children];
  const wanted = navigator.languages.map((tag) => tag.split("-")[0]);
  const own = wanted.map((tag) => doors.find((door) => door.lang.split("-")[0] === tag)).find(Boolean);
  if (own) main.prepend(own);
})();
