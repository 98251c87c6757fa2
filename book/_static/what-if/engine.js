// The audit in the browser: values, intervals and answers as Python computes them, from the formulas of MODEL.
const AUDIT = (() => {
  const CORNERS = 8; // with no more moving inputs than this, every corner of their box is looked at
  const FINEST = 1e-6; // share of an input's range

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

  const corners = (moving, ends) =>
    Array.from({ length: 2 ** moving.length }, (_, place) =>
      Object.fromEntries(moving.map((name, bit) => [name, ends[name][(place >> bit) & 1 ? 2 : 0]]))
    );

  // The most (sign 1) or least (sign -1) that is reached from a point by moving one input after another, by ever smaller
  // shares of its range: where a maximum turns from one argument to another, the end lies inside the box.
  const climbed = (id, moving, ends, start, sign) => {
    let point = start;
    let best = value(id, point);
    const moves = (name, share) => {
      const [low, , high] = ends[name];
      if (!Number.isFinite(high)) return [low, high];
      return [-1, 1].map((way) => Math.min(high, Math.max(low, point[name] + way * share * (high - low))));
    };
    for (let share = 1; share > FINEST; share /= 2)
      for (let moved = true; moved; ) {
        moved = false;
        for (const name of moving)
          for (const end of moves(name, share)) {
            const trial = { ...point, [name]: end };
            const reached = value(id, trial);
            if (sign * reached > sign * best) [best, point, moved] = [reached, trial, true];
          }
      }
    return best;
  };

  const computed = (id, assumed) => {
    const { inputs, scale } = MODEL.derivations[id];
    const ends = {};
    for (const name of inputs) {
      const row = MODEL.figures[name] ?? MODEL.factors[name];
      ends[name] = own(name, assumed).map((end) => end * row.scale);
    }
    const centre = Object.fromEntries(inputs.map((name) => [name, ends[name][1]]));
    const moving = inputs.filter((name) => ends[name][0] < ends[name][2]);
    const middle = value(id, centre);
    const starts = moving.length <= CORNERS ? corners(moving, ends).map((corner) => ({ ...centre, ...corner })) : [];
    const [low, high] = [-1, 1].map((sign) => {
      const farther = (one, other) => (sign * value(id, other) > sign * value(id, one) ? other : one);
      return moving.length ? climbed(id, moving, ends, starts.reduce(farther, centre), sign) : middle;
    });
    return [low, middle, high].map((end) => end / scale);
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
    const slack = MODEL.touch * Math.max(Math.abs(printed), Math.abs(middle));
    const ratio = printed ? middle / printed : NaN;
    const there = Number.isFinite(middle); // what is divided by nothing answers for nothing
    const meets = there && low <= greatest + slack && high >= least - slack;
    const off = !meets && !(Math.abs(ratio - 1) <= MODEL.material);
    const reproduces = there && least - slack <= middle && middle <= greatest + slack;
    return { id, role: row.role, low, value: middle, high, ratio, meets, reproduces, off };
  };

  const checking = {};
  for (const [id, row] of Object.entries(MODEL.derivations))
    if (row.role === "recompute" || row.role === "cross_check") (checking[row.checks] ??= []).push(id);

  // A figure's two answers and the checks that gave them.
  const verdict = (figure, assumed) => {
    const checks = (checking[figure] ?? []).map((id) => check(id, assumed));
    const recomputes = checks.filter((one) => one.role === "recompute");
    const met = checks.filter((one) => one.role === "cross_check").map((one) => one.meets);
    let arithmetic = "no inputs printed";
    if (recomputes.some((one) => one.reproduces)) arithmetic = "reproduced";
    else if (recomputes.some((one) => one.meets)) arithmetic = "consistent";
    else if (recomputes.length) arithmetic = "not reproduced";
    let evidence = "untested";
    if (met.length) evidence = met.every(Boolean) ? "supported" : met.some(Boolean) ? "contested" : "contradicted";
    const open = arithmetic === "not reproduced" || evidence === "contested" || evidence === "contradicted";
    return { checks, arithmetic, evidence, material: open && checks.some((one) => one.off) };
  };

  return { result, verdict };
})();
