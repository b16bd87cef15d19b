/** Of one cell, and around the text, in the units of the picture. */
const CELL = { width: 8, height: 18 };
const AROUND = { x: 18, top: 44, bottom: 16 };
const FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

/** The colours of the window, and the sixteen of the terminal: those of the palette, in its order. */
const WINDOW = { back: "#15191f", edge: "#2c333d", bar: "#1d232b", text: "#d7dde5", title: "#8b96a5" };
const PALETTE = ["#3b434f", "#e8767c", "#8cc98f", "#e3bd6c", "#7fb0ea", "#c59be0", "#6fc7cf", "#d7dde5", "#6b7686", "#f09297", "#a5dba7", "#f0d08b", "#9cc4f2", "#d5b3ec", "#8fdae1", "#f4f7fa"];

/**
 * Draws the screen of a terminal as an SVG: a calm window, and text that can be selected. Each piece of a line has the length that its cells take, so that columns stand
 * below each other in whatever font there is.
 *
 * `lines`: of each line its pieces, as `stylesIn` makes them.
 */
export function drawTerminal({ lines, columns, title, description, bar }) {
  const [width, height] = [columns * CELL.width + 2 * AROUND.x, lines.length * CELL.height + AROUND.top + AROUND.bottom];
  const texts = lines.flatMap((pieces, row) => pieces.map((piece) => drawPiece(piece, AROUND.top + row * CELL.height + 13)));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escape(title)}</title>`,
    `<desc id="description">${escape(description)}</desc>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="9" fill="${WINDOW.back}" stroke="${WINDOW.edge}"/>`,
    `<path d="M1 31V10a9 9 0 0 1 9-9h${width - 20}a9 9 0 0 1 9 9v21z" fill="${WINDOW.bar}"/>`,
    ...[0, 1, 2].map((at) => `<circle cx="${20 + at * 18}" cy="16" r="5" fill="${WINDOW.edge}"/>`),
    `<g font-family="${FONT}" font-size="13" xml:space="preserve" fill="${WINDOW.text}">`,
    `<text x="${width / 2}" y="20.5" text-anchor="middle" font-size="12" fill="${WINDOW.title}">${escape(bar)}</text>`,
    ...texts,
    "</g>",
    "</svg>",
  ].join("\n")}\n`;
}

function drawPiece({ column, cells, text, colour, isBold, isDim }, y) {
  const styles = [...(colour === undefined ? [] : [`fill="${PALETTE[colour]}"`]), ...(isBold ? ['font-weight="600"'] : []), ...(isDim ? ['opacity="0.62"'] : [])];
  return `<text x="${AROUND.x + column * CELL.width}" y="${y}" textLength="${cells * CELL.width}" lengthAdjust="spacingAndGlyphs"${styles.map((style) => ` ${style}`).join("")}>${escape(text)}</text>`;
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** The pieces of a line of xterm's buffer: words that look the same, without the blanks around them; two blanks part them, as not everything that shows pictures keeps those. Colours are those of the palette; others have none. */
export function piecesOf(line) {
  const pieces = [];
  for (let column = 0; column < line.length; column += 1) {
    const cell = line.getCell(column);
    if (cell.getWidth() === 0) continue;
    const look = { colour: cell.isFgPalette() && cell.getFgColor() < 16 ? cell.getFgColor() : undefined, isBold: cell.isBold() !== 0, isDim: cell.isDim() !== 0 };
    const last = pieces.at(-1);
    const text = cell.getChars() || " ";
    if (last !== undefined && !last.text.endsWith("  ") && Object.keys(look).every((key) => look[key] === last[key])) Object.assign(last, { cells: last.cells + cell.getWidth(), text: last.text + text });
    else pieces.push({ column, cells: cell.getWidth(), text, ...look });
  }
  return pieces.map(trimmed).filter(({ text }) => text !== "");
}

/** Blanks at the ends of a piece draw nothing. */
function trimmed({ column, cells, text, ...look }) {
  const [before, after] = [text.length - text.trimStart().length, text.length - text.trimEnd().length];
  return before === text.length ? { column, cells: 0, text: "", ...look } : { column: column + before, cells: cells - before - after, text: text.trim(), ...look };
}
