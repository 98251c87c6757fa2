// The what-if page: what is chosen and assumed stands in the address, everything shown follows from it.
(() => {
  const at = (name) => document.getElementById(`what-if-${name}`);
  const form = at("form");
  const { words, cases, presets, answers } = MODEL;
  const STEPS = 400; // of a slider
  const FIRST = 6; // factors that are seen at once
  let shown = ""; // a figure, or a derivation that answers for none
  let assumed = {}; // factors by id, in their own units

  // --- words -------------------------------------------------------------------------------------------------------

  const filled = (message, fields) => message.replace(/\{(\w+)\}/g, (_, name) => fields[name]);

  const { tell, interval } = AUDIT;
  const outcome = (row, one) => AUDIT.outcome(row, one.low, one.value, one.high);

  // --- what is asked -----------------------------------------------------------------------------------------------

  const section = (id) => (MODEL.figures[id] ?? MODEL.derivations[id]).section;
  const within = (own, asked) => own === asked || own.startsWith(`${asked}.`);
  const caseOf = (id) => cases.find((one) => within(section(id), one.section));
  const checksOf = (id, given) => {
    if (id in MODEL.figures) return AUDIT.verdict(id, given).checks;
    const [low, value, high] = AUDIT.result(id, given);
    return [{ id, role: "", low, value, high }];
  };
  const factorsOf = (ids) => {
    const inputs = new Set(ids.flatMap((id) => MODEL.derivations[id].inputs));
    return Object.keys(MODEL.factors).filter((id) => inputs.has(id));
  };
  const idsOf = (id) => (id in MODEL.figures ? AUDIT.checking[id] : [id]);
  const known = new Map(); // factors of cases by section: nothing moves them
  const factorsOfCase = (one) => {
    if (!known.has(one.section)) known.set(one.section, factorsOf([...one.figures.flatMap(idsOf), ...one.others]));
    return known.get(one.section);
  };
  // What a preset assumes within a case: no more than moves anything there.
  const useful = (preset, one) => {
    const factors = new Set(factorsOfCase(one));
    return Object.fromEntries(Object.entries(preset.assumptions).filter(([id]) => factors.has(id)));
  };
  // The preset that assumes just what is assumed, if there is one.
  const chosen = () =>
    Object.keys(assumed).length ? presets.find((each) => same(assumed, useful(each, caseOf(shown)))) : undefined;
  const mostChecked = (asked) => {
    const figures = asked.flatMap((one) => one.figures);
    return figures.reduce((most, id) => (idsOf(id).length > idsOf(most).length ? id : most), figures[0]);
  };
  const same = (one, other) =>
    Object.keys(one).length === Object.keys(other).length && Object.keys(one).every((id) => one[id] === other[id]);

  // --- the address -------------------------------------------------------------------------------------------------

  const read = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    const offered = new Set(cases.flatMap((one) => [...one.figures, ...one.others]));
    const wanted = offered.has(asked.get("show"));
    const first = form.dataset.show; // what the page opens on
    shown = wanted ? asked.get("show") : offered.has(first) ? first : mostChecked(cases);
    assumed = {};
    for (const [id, text] of asked)
      if (id in MODEL.factors && text.trim() && Number.isFinite(Number(text))) assumed[id] = Number(text);
  };
  const address = () => `#${new URLSearchParams({ show: shown, ...assumed })}`;

  // --- what is shown -----------------------------------------------------------------------------------------------

  const option = (value, label) => new Option(label, value);

  // A list of quantities; one that is not shown now stands on no choice.
  const fillChoice = (name, ids, rows) => {
    const listed = ids.includes(shown) ? [] : [option("", "—")];
    at(name).replaceChildren(...listed, ...ids.map((id) => option(id, rows[id].label)));
    at(name).value = ids.includes(shown) ? shown : "";
  };

  const choose = () => {
    const one = caseOf(shown);
    at("case").replaceChildren(...cases.map((each) => option(each.section, each.name)));
    at("case").value = one.section;
    fillChoice("target", one.figures, MODEL.figures);
    fillChoice("other", one.others, MODEL.derivations);
    at("others").hidden = !one.others.length;
    at("others").open ||= shown in MODEL.derivations;
    at("others").querySelector("summary").textContent = filled(words.others, { count: one.others.length });
    at("preset").replaceChildren(
      option("", words.own),
      ...presets.map((preset) => {
        const idle = !Object.keys(useful(preset, one)).length;
        const found = option(preset.id, idle ? filled(words.idle_preset, { preset: preset.label }) : preset.label);
        found.disabled = idle;
        return found;
      })
    );
    rows();
  };

  const reach = (id) => {
    const { bounds: [low, value, high], share } = MODEL.factors[id];
    const named = presets.map((preset) => preset.assumptions[id] ?? 0);
    const most = Math.max(2 * Math.abs(low), 2 * Math.abs(high), ...named) || 1;
    const step = Math.abs(value) / (STEPS / 2) || most / STEPS; // the book's value is one of the slider's
    return { min: low < 0 ? -most : 0, max: share && high <= 100 ? 100 : most, step };
  };

  const rows = () => {
    const ids = factorsOf(idsOf(shown));
    at("still").hidden = ids.length > 0;
    const grids = ids.filter((id) => MODEL.factors[id].grid);
    const order = [...grids, ...ids.filter((id) => !grids.includes(id))];
    at("factors").replaceChildren(...order.slice(0, FIRST).map(control));
    const more = order.slice(FIRST);
    at("more").hidden = !more.length;
    at("more").open = more.some((id) => id in assumed);
    at("more").querySelector("summary").textContent = filled(words.more, { count: more.length });
    at("more-factors").replaceChildren(...more.map(control));
  };

  // A factor with its slider, its number and the way back.
  const control = (id) => {
    const row = MODEL.factors[id];
    const part = at("factor").content.cloneNode(true).firstElementChild;
    const [slider, box] = part.querySelectorAll("input");
    const [label, back] = [part.querySelector("label"), part.querySelector("button")];
    part.dataset.factor = id;
    label.textContent = row.label;
    label.htmlFor = box.id = `factor-${id}`;
    slider.setAttribute("aria-label", row.label);
    back.setAttribute("aria-label", filled(words.reset, { factor: row.label }));
    const range = reach(id);
    Object.assign(slider, range);
    if (range.min === 0) box.min = 0;
    part.querySelector(".unit").textContent = row.plain;
    const [low, high] = [row.bounds[0], row.bounds[2]].map((end) => Number(end.toPrecision(4)));
    const [least, value, most] = [low, row.bounds[1], high].map((bound) => `${bound}`.replace("-", "−"));
    part.querySelector(".book").textContent = filled(low === high ? words.book_value : words.book_range, { low: least, value, high: most });
    slider.addEventListener("input", () => assume(id, Number(slider.value)));
    box.addEventListener("input", () => box.value.trim() && box.validity.valid && assume(id, Number(box.value)));
    box.addEventListener("blur", fill); // what is no number there is not kept
    back.addEventListener("click", () => assume(id, null));
    return part;
  };

  const fill = () => {
    for (const part of form.querySelectorAll(".factor")) {
      const id = part.dataset.factor;
      const value = assumed[id] ?? MODEL.factors[id].bounds[1];
      const [slider, box] = part.querySelectorAll("input");
      if (document.activeElement !== slider) slider.value = value;
      if (document.activeElement !== box) box.value = Number(value.toPrecision(10));
      part.classList.toggle("moved", id in assumed);
      part.querySelector("button").hidden = !(id in assumed);
    }
    const preset = chosen();
    at("preset").querySelector("[value=mixed]")?.remove();
    if (!preset && Object.keys(assumed).length) at("preset").append(option("mixed", words.mixed));
    at("preset").value = preset?.id ?? (Object.keys(assumed).length ? "mixed" : "");
    at("sets").textContent = preset ? sets(preset) : "";
  };

  // What a preset did in this case, in words.
  const sets = (preset) => {
    const found = useful(preset, caseOf(shown));
    const [[first, value]] = Object.entries(found);
    return filled(words.sets, { count: Object.keys(found).length, all: factorsOfCase(caseOf(shown)).length,
      value: AUDIT.outcome(MODEL.factors[first], value, value, value),
      factors: Object.keys(found).map((id) => MODEL.factors[id].label).join(words.joint) });
  };

  const badge = (answer) => {
    const part = document.createElement("span");
    part.className = `verdict ${answer.replaceAll(" ", "-")}`;
    part.textContent = answers[answer];
    return part;
  };
  const badges = (verdict) => [badge(verdict.evidence), " ", badge(verdict.arithmetic)];
  const alike = (one, other) => one.arithmetic === other.arithmetic && one.evidence === other.evidence;

  const tr = (...cells) => {
    const row = document.createElement("tr");
    for (const cell of cells) row.insertCell().append(...(Array.isArray(cell) ? cell : [cell]));
    return row;
  };

  const tables = () => {
    const [checks, book] = [checksOf(shown, assumed), checksOf(shown, {})];
    at("rows").replaceChildren(
      ...checks.map((check, place) => {
        const row = MODEL.derivations[check.id];
        const own = measured(check);
        const says = check.ratio === undefined ? "" : MODEL.findings[check.finding];
        const link = Object.assign(document.createElement("a"), { href: `ledger.html#${check.id}` });
        link.textContent = named(check);
        const ratio = check.ratio === undefined ? "" : tell(check.ratio, 3);
        const before = measured(book[place]);
        return tr(link, outcome(own, check), interval(own, check.low, check.high) + MODEL.derivations[check.id].sampled, ratio, says,
          outcome(before, book[place]));
      })
    );
    at("verdicts").replaceChildren(
      ...caseOf(shown).figures.map((id) => {
        const [now, before] = [AUDIT.verdict(id, assumed), AUDIT.verdict(id, {})];
        const row = tr(MODEL.figures[id].label, MODEL.figures[id].printed, badge(now.evidence), badge(now.arithmetic),
          alike(now, before) ? "" : badges(before));
        row.classList.toggle("moved", !alike(now, before));
        return row;
      })
    );
  };

  // A check is in the unit of its figure, any other derivation in its own.
  const measured = (check) => (check.role ? MODEL.figures[MODEL.derivations[check.id].checks] : MODEL.derivations[check.id]);
  const named = (check) => {
    const { label, inputs } = MODEL.derivations[check.id];
    const row = check.role === "recompute" ? filled(words.recompute, { row: label }) : label;
    const moved = inputs.filter((id) => id in assumed);
    if (!moved.length) return row;
    if (moved.length > 1) return filled(words.moved_several, { row, count: moved.length });
    const [value, before] = [assumed[moved[0]], MODEL.factors[moved[0]].bounds[1]].map((one) => tell(one));
    return filled(words.moved, { row, value, before });
  };

  const headline = (checks) => {
    const part = at("told");
    const touched = checks.some((check) => MODEL.derivations[check.id].inputs.some((id) => id in assumed));
    const idle = Object.keys(assumed).length && !touched ? [` ${words.idle}`] : [];
    if (!(shown in MODEL.figures)) {
      const row = MODEL.derivations[shown];
      part.replaceChildren(filled(words.value, { row: row.label, value: outcome(row, checks[0]) }), ...idle);
      return;
    }
    const figure = MODEL.figures[shown];
    const [now, before] = [AUDIT.verdict(shown, assumed), AUDIT.verdict(shown, {})];
    const told = alike(now, before) ? words.same : words.changed;
    const parts = told.split(/(\{\w+\})/).flatMap((piece) => {
      if (piece === "{answers}") return badges(now);
      return piece === "{before}" ? badges(before) : [piece];
    });
    const lead = document.createElement("strong");
    lead.textContent = figure.label;
    part.replaceChildren(lead, " ", filled(words.printed, { printed: figure.printed }), " ", ...parts,
      ...(now.material ? [words.material] : []), ...idle);
  };

  const LOOKS = { agrees: "met", misses: "missed", "too wide": "wide" };
  const judged = (check) => check.role === "recompute" || check.votes;

  const draw = (checks, book) => {
    const size = measured(checks[0]).shown;
    const order = checks.map((_, place) => place).sort((a, b) => book[a].value - book[b].value);
    const drawn = order.map((place) => {
      const check = checks[place];
      return { look: judged(check) ? LOOKS[check.finding] : "aside", low: check.low * size, value: check.value * size,
        high: check.high * size, book: book[place].value * size, label: named(check),
        told: outcome(measured(check), check) };
    });
    const figure = MODEL.figures[shown];
    const printed = figure && { bounds: figure.bounds.map((end) => end * size),
      label: filled(words.print, { printed: figure.printed }) };
    PICTURE.draw(at("chart"), drawn, printed);
  };

  const command = () => {
    const plain = (value) => (String(value).includes("e") ? value.toFixed(15).replace(/0+$/, "") : String(value));
    const parts = [`python -m compendium rerun ${caseOf(shown).notebook.replace(".ipynb", "")}`];
    const preset = chosen();
    if (preset) parts.push(`--preset ${preset.id}`);
    else parts.push(...Object.entries(assumed).map(([id, value]) => `--assume ${id}=${plain(value)}`));
    if (MODEL.language !== "en") parts.push(`--language ${MODEL.language}`);
    const taken = ([id, value]) => MODEL.plausible[id][0] <= value && value <= MODEL.plausible[id][1];
    if (!preset && !Object.entries(assumed).every(taken)) parts.push("--allow-implausible");
    at("command").textContent = parts.join(" ");
  };

  const outline = () => {
    const [checks, book] = [checksOf(shown, assumed), checksOf(shown, {})];
    fill();
    headline(checks);
    command();
    draw(checks, book);
    history.replaceState(null, "", address());
  };
  const show = () => {
    outline();
    tables();
  };

  let waiting = 0;
  const later = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(show);
  };
  const assume = (id, value) => {
    if (value === null || value === MODEL.factors[id].bounds[1]) delete assumed[id];
    else assumed[id] = value;
    later();
  };

  // --- what the reader does ----------------------------------------------------------------------------------------

  const go = (id) => {
    const kept = new Set(factorsOfCase(caseOf(id)));
    assumed = Object.fromEntries(Object.entries(assumed).filter(([factor]) => kept.has(factor)));
    shown = id;
    choose();
    show();
  };
  at("case").addEventListener("change", () => {
    const one = cases.find((each) => each.section === at("case").value);
    go(mostChecked([one]) ?? one.others[0]);
  });
  for (const name of ["target", "other"])
    at(name).addEventListener("change", () => at(name).value && go(at(name).value));
  at("preset").addEventListener("change", () => {
    const preset = presets.find((each) => each.id === at("preset").value);
    assumed = preset ? useful(preset, caseOf(shown)) : {};
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    assumed = {};
    show();
  });
  const copied = (text) => navigator.clipboard.writeText(text).then(() => (at("copied").textContent = words.copied));
  for (const name of ["copy-command", "copy-link"]) at(name).hidden = !navigator.clipboard; // only a safe connection has it
  at("copy-command").addEventListener("click", () => copied(at("command").textContent));
  at("copy-link").addEventListener("click", () => copied(location.href));
  PICTURE.narrow.addEventListener("change", later); // the picture's scale has as many numbers as there is room for
  addEventListener("hashchange", () => {
    if (location.hash === address()) return;
    read();
    choose();
    show();
  });

  form.hidden = false;
  read();
  choose();
  setTimeout(() => { // in parts, between which the browser answers to whom it is already open
    outline();
    setTimeout(tables);
  });
})();
