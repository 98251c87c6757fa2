// The search: which sections of the book have what was asked for. Its texts come as searchindex.js, whole, so that a book
// in a folder is searched like one on a server.
(() => {
  const box = document.getElementById("search-results");
  const asked = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  for (const field of document.querySelectorAll("input[name=q]")) field.value = asked;
  document.querySelector(".bd-search-container input").focus();

  const isWord = (term) => /^\p{L}/u.test(term) && !/^\p{Script=Han}/u.test(term);
  const isRun = (term) => /^\p{Script=Han}{3,}$/u.test(term);
  const escaped = (term) => term.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const apart = (term) => new RegExp(`(?<![\\p{L}\\p{N}.])${escaped(term)}(?!\\.?[\\p{L}\\p{N}])`, "u");
  const pairs = (run) => [...run].slice(1).map((end, place) => [...run][place] + end);

  // What a question is made of, left out where anything else is asked for.
  const QUESTION = /^(?:a|an|and|are|can|do|does|for|how|i|in|is|it|of|on|the|this|to|was|what|where|which|why)$/;
  const FRAME = /为什么|什么是|是什么|什么|如何|怎么|怎样|哪里|哪些/g;
  const substance = (asked) => {
    const all = terms(asked);
    const left = all.flatMap((term) => (QUESTION.test(term) ? [] : term.split(FRAME))).filter(Boolean);
    return left.length ? left : all;
  };

  // How well a text has a term: 3 as a word or number, 2 within a word or number, 1 in another form or in parts, 0 not.
  const judgeOne = (term) => {
    const whole = apart(term);
    const stem = term.replace(/(?:ies|ing|ed|es|s|e)$/, "");
    const form = isWord(term) && term.length > 4 && stem.length > 2;
    const inflected = form ? new RegExp(`(?<!\\p{L})${escaped(stem)}\\p{L}{0,4}(?!\\p{L})`, "u") : /$^/;
    const parts = isRun(term) ? pairs(term) : [];
    return (text) => {
      if (has(text, term)) return /^\p{Script=Han}/u.test(term) || whole.test(text) ? 3 : 2;
      return inflected.test(text) || (parts.length && parts.every((part) => text.includes(part))) ? 1 : 0;
    };
  };
  const judge = (term) => {
    const judges = alternatives(term).map(judgeOne);
    return (text) => Math.max(...judges.map((judged) => judged(text)));
  };

  const unnumbered = (heading) => heading.replace(/^[\d.]+ /, "");
  const ofHeading = (heading, phrase, judges) => {
    if (heading === phrase || unnumbered(heading) === phrase) return 100;
    if (has(heading, phrase)) return 25 + (20 * phrase.length) / heading.length;
    if (heading.length > 3 && phrase.includes(unnumbered(heading))) return 20;
    return judges.every((judged) => judged(heading) > 1) ? 20 : 0;
  };
  // Whether the first number of a row of a table, or of an entry, is the one that was asked for: its value.
  const isValue = (section, phrase) =>
    section.inTable && isNumber(phrase) &&
    plain(section.words).replaceAll(section.title, "").match(/(?<![\p{L}\p{N}._])\d[\d.]*/u)?.[0] === phrase;
  // Long sections have every word somewhere, and reference says less of it than a chapter; a summary, a source or a log
  // says only what others say.
  const rate = (page, section, phrase, judges) => {
    const opens = section === page.parts[0];
    const heading = ofHeading(section.title, phrase, judges) * (section.inTable ? 0.6 : 1);
    const brief = 1 / (1 + section.text.length / 3000);
    return (
      heading + (opens && heading && heading < 100 ? 20 : 0) + (opens ? 2 : 0) +
      (isValue(section, phrase) ? 25 : 0) - (section.aside ? 15 : section.inTable ? 4 : 0) +
      brief * (has(section.text, phrase) ? 14 + Math.min(3, placesOf(section.text, phrase).length) : 0) +
      (judges.reduce((sum, judged) => sum + judged(section.text), 0) * 5) / judges.length
    );
  };

  // How much a page is about what was asked: how often it says so, with ever less for each time more and for its length.
  const ofPage = (page, phrase, usual) => {
    const times = alternatives(phrase).reduce((sum, one) => sum + placesOf(page.body, one).length, 0);
    return (40 * times) / (times + 2 + (2 * page.body.length) / usual);
  };

  const prepared = (index) =>
    index.map(([name, sections]) => {
      const parts = sections.map(([anchor, heading, words, kind, also = ""]) => ({
        anchor, heading, words, title: plain(heading), text: plain(`${heading} ${words} ${also}`),
        entry: kind === "entry", inTable: kind === "entry" || kind === "row", aside: kind === "aside",
      }));
      const joined = (some) => some.map((part) => part.text).join("\n");
      return { name, parts, text: joined(parts), body: joined(parts.filter((part) => !part.aside)) };
    });

  // The pages that have every term, the best first, each with its best section.
  const search = (pages, phrases, wanted) => {
    const judges = wanted.map(judge);
    const usual = pages.reduce((sum, page) => sum + page.body.length, 0) / pages.length;
    return pages
      .filter((page) => judges.every((judged) => judged(page.text)))
      .map((page) => {
        const rated = page.parts.map((part) => [Math.max(...phrases.map((phrase) => rate(page, part, phrase, judges))), part]);
        const [mark, part] = rated.reduce((best, one) => (one[0] > best[0] ? one : best));
        return { page, part, mark: mark + Math.max(...phrases.map((phrase) => ofPage(page, phrase, usual))) };
      })
      .sort((one, other) => other.mark - one.mark);
  };

  // Whether one letter was added, left out, changed, or two that are neighbours were exchanged.
  const oneWrong = (one, other) => {
    if (Math.abs(one.length - other.length) > 1 || one === other) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    const [rest, others] = [one.slice(start), other.slice(start)];
    return (
      rest.slice(1) === others.slice(1) || rest.slice(1) === others || rest === others.slice(1) ||
      (rest[0] === others[1] && rest[1] === others[0] && rest.slice(2) === others.slice(2))
    );
  };
  // What stands in the book instead of a term that stands nowhere: a word with one other letter if it is long, or "".
  const instead = (pages, term) => {
    const judged = judge(term);
    if (pages.some((page) => judged(page.text))) return term;
    const counts = new Map();
    for (const page of isWord(term) && term.length > 5 ? pages : []) {
      for (const [word] of page.text.matchAll(/(?:(?!\p{Script=Han})\p{L})+/gu)) {
        if (oneWrong(term, word)) counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
    return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? "";
  };

  // Where no page has every term: the pages with the most of them, if that is half or more.
  const nearest = (pages, wanted) => {
    const judged = wanted.map((term) => [term, judge(term)]);
    const groups = new Map();
    for (const page of pages) {
      const present = judged.flatMap(([term, has]) => (has(page.text) ? [term] : []));
      groups.set(present.join(" "), { present, pages: [...(groups.get(present.join(" "))?.pages ?? []), page] });
    }
    const most = Math.max(...[...groups.values()].map(({ present }) => present.length));
    return [...groups.values()]
      .filter(({ present }) => present.length === most && 2 * most >= wanted.length)
      .flatMap((group) => search(group.pages, [group.present.join(" ")], group.present))
      .sort((one, other) => other.mark - one.mark);
  };

  const made = (tag, parts, attributes = {}) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...parts);
    return element;
  };
  const said = (name, fields = {}) =>
    Object.entries(fields).reduce((text, [key, value]) => text.replace(`{${key}}`, value), box.dataset[name]);

  // The text letter by letter as a plain one, with the place of each of its letters.
  const spelt = (words) => {
    const letters = [...words];
    const starts = [];
    let text = "";
    letters.forEach((one, at) => {
      const comma = one === "," && /\d/.test(letters[at - 1]) && /\d/.test(letters[at + 1]);
      const same = comma ? "" : plain(one) || " ";
      text += same;
      starts.push(...Array(same.length).fill(at));
    });
    return { letters, text, starts };
  };

  // The words around the rarest term, with every term marked.
  const excerpt = (words, wanted) => {
    const { letters, text, starts } = spelt(words);
    const found = wanted
      .flatMap((term) => (isRun(term) && !has(text, term) ? pairs(term) : alternatives(term)))
      .map((term) => ({ term, places: placesOf(text, term) }))
      .filter(({ places }) => places.length)
      .sort((one, other) => one.places.length - other.places.length);
    const marked = new Set();
    for (const { term, places } of found) {
      for (const at of places) {
        for (let place = starts[at]; place <= starts[at + term.length - 1]; place += 1) marked.add(place);
      }
    }
    const joint = placesOf(text, wanted.join(""))[0] ?? placesOf(text, wanted.join(" "))[0] ?? found[0]?.places[0] ?? 0;
    const length = /\p{Script=Han}/u.test(words) ? 120 : 220;
    const from = Math.max(0, (starts[joint] ?? 0) - Math.round(length / 3));
    const to = Math.min(letters.length, from + length);
    const parts = from ? ["…"] : [];
    for (let at = from; at < to; ) {
      let end = at;
      while (end < to && marked.has(end) === marked.has(at)) end += 1;
      const run = letters.slice(at, end).join("");
      parts.push(marked.has(at) ? made("mark", [run]) : run);
      at = end;
    }
    return to < letters.length ? [...parts, "…"] : parts;
  };

  const result = ({ page, part }, wanted) => {
    const anchor = part.anchor ? `#${part.anchor}` : "";
    const deeper = part.heading !== page.parts[0].heading ? ` › ${part.heading}` : "";
    const link = made("a", [`${page.parts[0].heading}${deeper}`], { href: `${page.name}.html${anchor}` });
    return made("li", [link, made("p", excerpt(part.words, wanted), { class: "context" })]);
  };

  const ledgerLink = (pages, wanted) => {
    const parts = pages.flatMap((page) => page.parts).filter((part) => part.entry);
    const count = parts.filter((part) => wanted.every((term) => has(part.text, term))).length;
    if (!count) return [];
    const words = said(count > 1 ? "ledgerMany" : "ledgerOne", { count });
    const href = `${box.dataset.ledger}.html?${new URLSearchParams({ q: wanted.join(" ") })}`;
    return [made("p", [made("a", [words], { href })], { class: "search-ledger" })];
  };

  const show = (pages) => {
    let wanted = substance(asked);
    let found = wanted.length ? search(pages, [plain(asked), wanted.join(" ")], wanted) : [];
    const notes = [];
    const others = found.length ? [] : wanted.map((term) => instead(pages, term)).filter(Boolean);
    if (others.length && others.join(" ") !== wanted.join(" ")) {
      wanted = others;
      found = search(pages, [wanted.join(" ")], wanted);
      notes.push(made("p", [said("instead", { asked, found: wanted.join(" ") })], { class: "search-instead" }));
    }
    if (!found.length && wanted.length) {
      wanted = wanted.flatMap((term) => (isRun(term) ? pairs(term) : [term]));
      found = nearest(pages, wanted);
      if (found.length) notes.push(made("p", [said("most", { asked })], { class: "search-most" }));
    }
    if (found.length) notes.push(...ledgerLink(pages, wanted));
    const many = said(found.length > 1 ? "many" : found.length ? "one" : "none", { count: found.length });
    notes.push(made("p", [many], { class: "search-summary", role: "status" }));
    box.replaceChildren(...notes, made("ol", found.map((one) => result(one, wanted)), { class: "search" }));
  };

  globalThis.searchIndex = (index) => {
    if (asked) show(prepared(index));
  };
})();
