import QRCode from 'qrcode';

/** How much of the code may be soiled: L 7 %, M 15 %, Q 25 %, H 30 %. */
export type QrLevel = 'L' | 'M' | 'Q' | 'H';

/** The squares of a code, without its quiet border of four. Throws when the text is too long for any code. */
export function qrModules(text: string, level: QrLevel): Readonly<{ size: number; version: number; isDark(row: number, column: number): boolean }> {
  // As bytes: transfer codes and addresses hold letters that the shorter modes cannot.
  const made = QRCode.create([{ data: Buffer.from(text, 'utf8'), mode: 'byte' }], { errorCorrectionLevel: level });
  const { size } = made.modules;
  return { size, version: made.version, isDark: (row, column) => made.modules.get(row, column) === 1 };
}

/** The code as a standalone SVG, one unit a square, quiet border included, black on white whatever the theme of the page. */
export function qrSvg(text: string, level: QrLevel = 'M'): string {
  const { size, isDark } = qrModules(text, level);
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (isDark(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`;
    }
  }
  const side = size + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges" aria-hidden="true">`
    + `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${path}"/></svg>`;
}
