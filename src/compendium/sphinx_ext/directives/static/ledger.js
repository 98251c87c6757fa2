// The ledger's controls hide and order its entries, and the address keeps what they say. An entry that the address names
// is shown whatever they say.
(() => {
  const form = document.querySelector(".ledger-controls");
  const lists = [...document.querySelectorAll(".ledger-list")].map((box) => ({
    box,
    empty: box.previousElementSibling,
    count: form.querySelector(`[data-count="${box.dataset.list}"]`),
    entries: [...box.children],
  }));

  const texts = new Map();
  const text = (entry) => {
    if (!texts.has(entry)) {
      const unfolded = [...entry.children].filter((part) => part.tagName !== "DETAILS");
      texts.set(entry, plain([...unfolded.map((part) => part.textContent), entry.dataset.also].join(" ")));
    }
    return texts.get(entry);
  };
  const label = (entry) => entry.firstElementChild.textContent.replace(entry.id, "").trim();

  const inSection = (own, asked) => !asked || own === asked || own.startsWith(`${asked}.`);
  const isKind = (own, asked) => !asked || own === asked || (asked === "derivation" && own !== "figure");
  const fits = (entry, asked, words) =>
    inSection(entry.dataset.section, asked.section) &&
    isKind(entry.dataset.kind, asked.show) &&
    ["arithmetic", "evidence", "material"].every((name) => !asked[name] || entry.dataset[name] === asked[name]) &&
    words.every((word) => has(text(entry), word));

  const alphabet = new Intl.Collator(document.documentElement.lang, { numeric: true, ignorePunctuation: true });
  const orders = {
    "": (entries) => entries,
    label: (entries) => {
      const labels = new Map(entries.map((entry) => [entry, label(entry)]));
      return entries.toSorted((one, other) => alphabet.compare(labels.get(one), labels.get(other)));
    },
    // What is held against nothing comes last.
    off: (entries) => entries.toSorted((one, other) => (other.dataset.off ?? -1) - (one.dataset.off ?? -1)),
  };

  const named = () => document.getElementById(location.hash.slice(1))?.closest(".ledger-entry");
  let pinned; // the entry that the address named when it was last followed
  let before = { sort: "" };

  const apply = () => {
    const asked = Object.fromEntries(new FormData(form));
    const words = terms(asked.q);
    for (const { box, empty, count, entries } of lists) {
      for (const entry of entries) entry.hidden = entry !== pinned && !fits(entry, asked, words);
      if (asked.sort !== before.sort) box.append(...orders[asked.sort](entries));
      const shown = entries.filter((entry) => !entry.hidden).length;
      empty.hidden = shown > 0;
      if (count.textContent !== `${shown}`) count.textContent = shown;
    }
    if (asked.open !== before.open) {
      for (const fold of document.querySelectorAll(".ledger-entry details")) fold.open = Boolean(asked.open);
    }
    before = asked;
  };

  // What is typed in one go is one step of the history.
  let waiting;
  let typed = false;

  const read = () => {
    clearTimeout(waiting);
    typed = false;
    const wanted = new URLSearchParams(location.search);
    for (const field of form.querySelectorAll("[name]")) {
      const value = wanted.get(field.name) ?? "";
      if (field.type === "checkbox") field.checked = value === field.value;
      else field.value = value;
      if (field.selectedIndex < 0) field.value = ""; // no such choice
    }
    pinned = named();
    apply();
    for (const fold of pinned?.querySelectorAll("details") ?? []) fold.open = true;
    pinned?.scrollIntoView();
  };

  const keep = (typing) => {
    clearTimeout(waiting);
    const url = new URL(location);
    url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    if (named()?.hidden) url.hash = "";
    if (url.href !== location.href) history[typing && typed ? "replaceState" : "pushState"](null, "", url);
    typed = typing;
  };
  const changed = (typing = false) => {
    pinned = undefined;
    apply();
    clearTimeout(waiting);
    if (typing) waiting = setTimeout(keep, 300, true);
    else keep(false);
  };

  const csv = () => {
    const columns = ["id", "kind", "section", "label", "value", "arithmetic", "evidence", "material"];
    const rows = lists.flatMap(({ box }) => [...box.children]).filter((node) => !node.hidden).map((node) => {
      const row = { ...node.dataset, id: node.id, label: label(node), value: node.querySelector("strong").textContent };
      return columns.map((name) => row[name] ?? "");
    });
    const quoted = [columns, ...rows].map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
    return `\ufeff${quoted.join("\r\n")}\r\n`; // the mark tells spreadsheets that it is UTF-8
  };

  const actions = {
    reset() {
      form.reset();
      changed();
    },
    async copy(button) {
      keep(true);
      await navigator.clipboard.writeText(location.href);
      const words = (button.dataset.words ??= button.textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 2000);
    },
    csv() {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
      link.download = "ledger-shown.csv";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href));
    },
  };

  form.addEventListener("input", ({ target }) => changed(target.type === "search"));
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "search") return;
    keep(true);
    typed = false;
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", ({ target }) => actions[target.dataset.action]?.(target));
  form.querySelector("[data-action=copy]").disabled = !navigator.clipboard; // only a safe connection offers it
  addEventListener("popstate", read);
  if (location.search || location.hash) read();
})();
