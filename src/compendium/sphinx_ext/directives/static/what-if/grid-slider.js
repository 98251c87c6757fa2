// The slider of the front page: the factor stands in the address, and what is shown follows from it.
(() => {
  const at = (name) => document.getElementById(`grid-${name}`);
  const { slider: { factor, marks, cases }, words, states } = MODEL;
  const [whole, range] = [at("slider"), at("range")];
  const start = MODEL.factors[factor].bounds[1];
  const listeners = 800; // milliseconds of rest before what changed is said
  const filled = (message, fields) => message.replace(/\{(\w+)\}/g, (_, name) => fields[name]);

  let now = start;
  let said = "";
  let resting = 0;

  // A step of the slider that is a mark, rounded, stands for the mark.
  const step = (value) => value.toFixed(2);
  const snapped = (value) => marks.find((mark) => step(mark) === step(value)) ?? Number(step(value));

  const state = ({ low, high, finding }, row) => {
    if (row.checks) return finding;
    return low > 0 ? "saves" : high < 0 ? "emits" : "open";
  };

  const found = ({ id, name, reference }) => {
    const row = MODEL.derivations[id];
    const [low, value, high] = AUDIT.result(id, { [factor]: now });
    const one = row.checks ? AUDIT.check(id, { [factor]: now }) : { low, value, high };
    const told = AUDIT.outcome(MODEL.figures[row.checks] ?? row, one.low, one.value, one.high);
    return { id, name, told, state: state(one, row), low: one.low / reference, value: one.value / reference,
      high: one.high / reference };
  };

  const show = () => {
    const all = cases.map(found);
    whole.style.setProperty("--at", now);
    for (const one of all) {
      const part = whole.querySelector(`[data-case="${one.id}"]`);
      part.className = `case ${one.state.replaceAll(" ", "-")}`;
      for (const name of ["low", "value", "high"]) part.style.setProperty(`--${name}`, one[name]);
      part.querySelector(".value").textContent = one.told;
      part.querySelector(".state").textContent = states[one.state];
    }
    const told = AUDIT.outcome(MODEL.factors[factor], now, now, now);
    at("now").textContent = told;
    const spoken = all.map((one) => filled(words.case, { case: one.name, value: one.told, state: states[one.state] }));
    range.setAttribute("aria-valuetext", filled(words.spoken, { factor: told, cases: spoken.join(words.joint) }));
    for (const button of whole.querySelectorAll("button"))
      button.setAttribute("aria-pressed", Number(button.dataset.value) === now);
    clearTimeout(resting);
    resting = setTimeout(() => say(all), listeners);
  };

  // Said only when another set of printed savings is right.
  const say = (all) => {
    const right = all.filter((one) => one.state === "agrees").map((one) => one.name).join(words.comma);
    if (right !== said) at("told").textContent = right ? filled(words.told, { cases: right }) : words.nobody;
    said = right;
  };

  const address = () => `#grid=${now}`;
  const move = (value) => {
    now = value;
    if (snapped(Number(range.value)) !== now) range.value = now;
    show();
  };
  const kept = () => history.replaceState(history.state, "", address());

  const read = () => {
    const asked = new URLSearchParams(location.hash.slice(1)).get("grid");
    const value = Number(asked);
    return asked?.trim() && value >= 0 && value <= Number(range.max) ? value : start;
  };

  range.addEventListener("input", () => move(snapped(Number(range.value))));
  range.addEventListener("change", kept);
  for (const button of whole.querySelectorAll("button")) {
    button.disabled = false;
    button.addEventListener("click", () => {
      move(Number(button.dataset.value));
      kept();
    });
  }
  addEventListener("hashchange", () => location.hash.startsWith("#grid=") && move(read()));

  range.hidden = false;
  whole.classList.add("moves");
  said = cases.map(found).filter((one) => one.state === "agrees").map((one) => one.name).join(words.comma);
  move(read());
})();
