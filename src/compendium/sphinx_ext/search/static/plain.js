// What counts as the same to a reader who searches: CO₂ and co2, 1,037 and 1037, a minus or a dash and a hyphen, full width
// and half width, traditional and simplified characters.
const plain = (() => {
  const simplified = new Map([...TRADITIONAL].map((one, place) => [one, SIMPLIFIED[place]]));
  return (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/(\d),(?=\d)/g, "$1")
      .replace(/[‐-―−]/g, "-")
      .replace(/\p{Script=Han}/gu, (one) => simplified.get(one) ?? one)
      .replace(/\s+/g, " ")
      .trim();
})();

// The parts of a query that are looked for one by one: 1037吨二氧化碳 is a number and a word.
const terms = (query) =>
  (plain(query).match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[^\s"'“”‘’«»《》「」()[\],;:!?。、])+/gu) ?? [])
    .map((term) => term.replace(/\.+$/, ""))
    .filter(Boolean);

const isNumber = (term) => /^[-+]?\d[\d.]*%?$/.test(term);

// A formula stands for its name, which is what a Chinese page writes.
const NAMES = [["co2", "二氧化碳"], ["so2", "二氧化硫"], ["nox", "氮氧化物"], ["ch4", "甲烷"]];
const alternatives = (term) => NAMES.find((names) => names.includes(term)) ?? [term];

// The places of a term in a plain text. A number is found where one begins and may go on with decimals: 37 in 37.5 and
// 0.57 in 0.5703, but 37 neither in 1037 nor in 370.
const placesOf = (text, term) => {
  const found = [];
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const within = /\d\.?$/.test(text.slice(Math.max(at - 2, 0), at));
    const longer = !term.includes(".") && /\d/.test(text[at + term.length]);
    if (!(isNumber(term) && (within || longer))) found.push(at);
  }
  return found;
};
const has = (text, term) =>
  alternatives(term).some((one) => (isNumber(one) ? placesOf(text, one).length > 0 : text.includes(one)));
