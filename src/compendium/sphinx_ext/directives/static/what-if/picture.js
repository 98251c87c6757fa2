// The picture of the what-if page: a row for each value on one scale, over the band that the printed number stands for.
const PICTURE = (() => {
  const narrow = matchMedia("(max-width: 900px)"); // asked because it needs no layout, as a measured width would

  const part = (name, look, text = "") => {
    const made = document.createElement(name);
    made.className = look;
    made.textContent = text;
    return made;
  };

  // The scale: as wide as what is drawn, from zero where that is near.
  const scale = (rows, printed) => {
    const ends = [...rows.flatMap((one) => [one.low, one.high, one.book]), ...(printed?.bounds ?? [])].filter(Number.isFinite);
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const room = 0.05 * (high - low || Math.abs(high) || 1);
    return { least: low - room > 0 && low < 0.3 * high ? 0 : low - room, most: high + room };
  };

  const ticks = ({ least, most }, count) => {
    const rough = (most - least) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough);
    const first = Math.ceil(least / step);
    return Array.from({ length: Math.floor(most / step) - first + 1 }, (_, place) => (first + place) * step);
  };

  // As many digits as tell the ends of a scale apart.
  const digits = ({ least, most }) => {
    const magnitude = (size) => Math.floor(Math.log10(size || 1));
    return Math.max(4, 3 + magnitude(Math.max(Math.abs(least), Math.abs(most))) - magnitude(most - least));
  };

  const draw = (box, rows, printed) => {
    const span = scale(rows, printed);
    const place = (value) => (100 * (Math.min(Math.max(value, span.least), span.most) - span.least)) / (span.most - span.least);
    const mark = (look, from, to = from) => {
      const made = part("i", look);
      if (Number.isNaN(from)) return "";
      made.style.cssText = `left: ${place(from)}%; width: ${place(to) - place(from)}%`;
      return made;
    };
    const words = (look, value, text) => {
      const made = part("span", look, text);
      made.style.cssText = `left: ${place(value)}%; transform: translateX(-${place(value)}%)`;
      return made;
    };
    const plot = (...parts) => {
      const made = part("span", "plot");
      made.append(...parts);
      return made;
    };
    const [least, value, most] = printed?.bounds ?? [];
    const behind = () => (printed ? [mark("band", least, most), mark("line", value)] : []);
    const drawn = rows.map((one) => {
      const row = part("li", `row ${one.look}`);
      const marks = [...behind(), mark("book", one.book), mark("range", one.low, one.high), mark("value", one.value)];
      row.append(part("span", "label", one.label), part("span", "told", one.told), plot(...marks));
      return row;
    });
    const list = part("ul", "rows");
    list.append(...drawn);
    const count = narrow.matches ? 3 : 5;
    const axis = part("div", "axis");
    axis.append(plot(...ticks(span, count).map((one) => words("tick", one, AUDIT.tell(one, digits(span))))));
    const head = part("div", "head");
    if (printed) head.append(plot(words("print", value, printed.label)));
    axis.ariaHidden = true;
    box.replaceChildren(head, list, axis);
  };

  return { draw, narrow };
})();
