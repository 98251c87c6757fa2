// The page that a reader comes from, in the text of a report.
(() => {
  const text = document.querySelector(".copied pre");
  const page = new URLSearchParams(location.search).get("page");
  if (page) text.textContent = text.textContent.replace(/.*/, (line) => line.trimEnd().replace(/:$/, ": ") + page);
})();
