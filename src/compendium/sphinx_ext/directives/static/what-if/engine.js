// The audit in the browser: values, intervals and answers from the formulas of MODEL and the RULES that Python has, too.
const AUDIT = (() => {
  const { comparison, digits, rules, search } = RULES;

  const own = (id, assumed) => {
    const { bounds } = MODEL.figures[id] ?? MODEL.factors[id];
    return id in assumed ? [assumed[id], assumed[id], assumed[id]] : bounds;
  };

  // Inputs by id in base units, a number each, give a derivation in base units.
  const value = (id, inputs) => {
    const known = new Map(Object.entries(inputs));
    const look = (name) => {
      if (!known.has(name)) known.set(name, MODEL.formulas[name](look));
      return known.get(name);
    };
    return look(id);
  };

  const computed = (id, assumed) => {
    const { inputs, directions, scale } = MODEL.derivations[id];
    const ends = {};
    for (const name of inputs) {
      const row = MODEL.figures[name] ?? MODEL.factors[name];
      ends[name] = own(name, assumed).map((end) => end * row.scale);
    }
    const centre = Object.fromEntries(inputs.map((name) => [name, ends[name][1]]));
    const moving = inputs.filter((name) => ends[name][0] < ends[name][2]);
    const values = (points) =>
      points.map((point) => value(id, { ...centre, ...Object.fromEntries(moving.map((name, i) => [name, point[i]])) }));
    const side = (place) => moving.map((name) => ends[name][place]);
    // Python proved the directions for the intervals as published; for what is assumed they are a place to start from.
    const aims = moving.map((name) => directions[inputs.indexOf(name)]);
    const [low, high, finite] = search.extremes(values, side(0), side(1), side(2), aims);
    const bounded = inputs.every((name) => Number.isFinite(ends[name][2]));
    // Where some inputs between their ends give no value, Python refuses the whole derivation.
    return [low, value(id, centre), high].map((end) => (finite || !bounded ? end / scale : NaN));
  };

  // A derivation in its own unit: low, value, high. What no moved factor touches is not computed again.
  const kept = new Map();
  const result = (id, assumed) => {
    const key = [id, ...MODEL.derivations[id].inputs.map((name) => assumed[name])].join();
    if (kept.size > 10_000) kept.clear();
    if (!kept.has(key)) kept.set(key, computed(id, assumed));
    return kept.get(key);
  };

  // A derivation held against the figure that it answers for, in the figure's unit.
  const check = (id, assumed) => {
    const row = MODEL.derivations[id];
    const figure = MODEL.figures[row.checks];
    const [low, middle, high] = result(id, assumed).map((end) => (end * row.scale) / figure.scale);
    const [least, printed, greatest] = figure.bounds;
    const ratio = rules.ratio(middle, printed);
    const { MATERIALITY } = rules;
    const meets = comparison.meets(low, middle, high, least, printed, greatest);
    const reproduces =
      comparison.contains(least, greatest, middle, printed) && rules.precise(least, printed, greatest, MATERIALITY);
    const finding = rules.finding(low, high, least, printed, greatest, MATERIALITY);
    return { ...row, id, low, value: middle, high, ratio, meets, reproduces, finding };
  };

  const checking = {};
  for (const [id, row] of Object.entries(MODEL.derivations))
    if (row.role === "recompute" || row.role === "cross_check") (checking[row.checks] ??= []).push(id);

  // A figure's two answers and the checks that gave them.
  const verdict = (figure, assumed) => {
    const checks = (checking[figure] ?? []).map((id) => check(id, assumed));
    const [recomputes, votes] = [checks.filter((one) => one.role === "recompute"), checks.filter((one) => one.votes)];
    const of = (some, what) => some.map((one) => one[what]);
    const arithmetic = rules.arithmetic(of(recomputes, "reproduces"), of(recomputes, "meets"));
    const evidence = rules.evidence(of(votes, "finding"), of(votes, "independence"), of(votes, "choice"));
    const material = rules.material(arithmetic, evidence, of(recomputes, "finding"));
    return { checks, arithmetic, evidence, material };
  };

  // --- as the book sets them -----------------------------------------------------------------------------------------

  const { words, magnitudes } = MODEL;
  const tell = (number, significant = 4) =>
    Number.isNaN(number) ? words.none : digits.number(number, significant, magnitudes, MODEL.grouped);
  const quantity = (row, number, significant) => row.unit.replace("{}", tell(number * row.shown, significant));
  const outcome = (row, low, value, high) => quantity(row, value, digits.significant(low, value, high));
  const interval = (row, low, high) =>
    Number.isNaN(low)
      ? words.none
      : digits.interval(low * row.shown, high * row.shown, magnitudes, MODEL.grouped, row.unit, words.interval,
          words.above, words.below, row.first, row.each);

  return { result, check, checking, verdict, tell, outcome, interval };
})();
