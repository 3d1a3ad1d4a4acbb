type Row = Readonly<{ name: string; values: readonly number[] }>;
const WIDE = 760;
const HIGH = 320;
const EDGE = { left: 64, right: 16, top: 40, bottom: 72 };
/** Dark, warm, cool; each with its own dash, so that nobody needs to tell colours apart. */
const LINES = [{ colour: '#1b2233', dash: '' }, { colour: '#b4541a', dash: '7 4' }, { colour: '#1d6b4f', dash: '2 3' }];

/** Lines over days as an SVG picture, from zero. Values in `unit`. */
export function plotOf(rows: readonly Row[], says: { title: string; unit: string }): string {
  const days = Math.max(...rows.map(({ values }) => values.length));
  const most = Math.ceil(Math.max(...rows.flatMap(({ values }) => values)) / 500) * 500;
  const x = (day: number): number => EDGE.left + ((WIDE - EDGE.left - EDGE.right) * day) / Math.max(1, days - 1);
  const y = (value: number): number => HIGH - EDGE.bottom - ((HIGH - EDGE.top - EDGE.bottom) * value) / most;
  const marks = Array.from({ length: 5 }, (_, i) => (most * i) / 4);
  const grid = marks.map((value) => `<line x1="${EDGE.left}" x2="${WIDE - EDGE.right}" y1="${y(value)}" y2="${y(value)}" stroke="#d8d2c8"/><text x="${EDGE.left - 8}" y="${y(value) + 4}" text-anchor="end">${Math.round(value)}</text>`);
  const lines = rows.map(({ values }, i) => {
    const { colour, dash } = LINES[i % LINES.length]!;
    return `<polyline fill="none" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}" points="${values.map((value, day) => `${x(day).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}"/>`;
  });
  const legend = rows.map(({ name }, i) => {
    const { colour, dash } = LINES[i % LINES.length]!;
    const at = HIGH - 44 + 16 * i;
    return `<line x1="${EDGE.left}" x2="${EDGE.left + 32}" y1="${at - 4}" y2="${at - 4}" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/><text x="${EDGE.left + 40}" y="${at}">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDE} ${HIGH}" font-family="sans-serif" font-size="12" fill="#1b2233"><rect width="100%" height="100%" fill="#fffdf8"/><text x="${EDGE.left}" y="24" font-size="15" font-weight="bold">${says.title} (${says.unit})</text>${grid.join('')}${lines.join('')}${legend.join('')}</svg>\n`;
}
