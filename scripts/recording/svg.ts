// Frames of a terminal → one SVG that shows them in turn. Text stays text; no font is embedded.
const COLUMN = 8.4;
const LINE = 18;
const PADDING = 14;

export const themes = {
  dark: {
    ...{ back: '#15181e', text: '#d8dce4', dim: '#828b9a' },
    ink: { 36: '#56c2d6', 33: '#e0b454', 31: '#ef6b73', 32: '#7cc47f' },
  },
  light: {
    ...{ back: '#fbfbf9', text: '#23272e', dim: '#767d88' },
    ink: { 36: '#00758a', 33: '#8f5f00', 31: '#b3262f', 32: '#2b7a2f' },
  },
} as const;

interface Frame {
  readonly lines: readonly string[];
  readonly seconds: number;
}

interface Theme {
  readonly back: string;
  readonly text: string;
  readonly dim: string;
  /** By SGR code. */
  readonly ink: Readonly<Record<number, string>>;
}

/** @param frames lines with SGR sequences (ECMA-48 §8.3.117) @param size `{columns, rows}` */
export function svgOf(
  frames: readonly Frame[],
  { columns, rows }: { readonly columns: number; readonly rows: number },
  theme: Theme,
): string {
  const width = Math.round(columns * COLUMN + 2 * PADDING);
  const height = rows * LINE + 2 * PADDING;
  const total = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  let beganAt = 0;
  const drawn = frames.map(({ lines, seconds }, index) => {
    const [from, to] = [beganAt, beganAt + seconds].map((at) => ((at / total) * 100).toFixed(2));
    beganAt += seconds;
    const rule = `@keyframes f${index}{0%,100%{visibility:hidden}${from}%,${to}%{visibility:visible}${after(to)}}`;
    const css = `${rule}.f${index}{visibility:${index === 0 ? 'visible' : 'hidden'};animation:f${index} ${total}s step-end infinite}`;
    return {
      css,
      group: `<g class="f${index}">\n${lines.map((line, row) => textOf(line, row, theme)).join('')}</g>\n`,
    };
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14">
<title>A terminal in which isowright writes an image to a drive and proves it</title>
<style>text{white-space:pre}${drawn.map(({ css }) => css).join('')}@media (prefers-reduced-motion:reduce){svg g[class]{animation-play-state:paused}}</style>
<rect width="${width}" height="${height}" rx="8" fill="${theme.back}"/>
${drawn.map(({ group }) => group).join('')}</svg>
`;
}

const after = (to = '') => (to === '100.00' ? '' : `${(Number(to) + 0.01).toFixed(2)}%{visibility:hidden}`);

function textOf(line: string, row: number, theme: Theme): string {
  const y = PADDING + (row + 0.75) * LINE;
  const spans = spansOf(line).filter(({ text }) => text.trim() !== '');
  return spans.map((span) => spanOf(span, y, theme)).join('');
}

/** Each at its own column: whatever width the letters of a font have, columns stay columns. */
function spanOf({ text, column, codes }: Span, y: number, theme: Theme): string {
  const ink: Readonly<Record<number, string>> = theme.ink;
  const colour = [...codes].flatMap((code) => ink[code] ?? []).at(-1) ?? theme.text;
  const fill = codes.has(2) || codes.has(90) ? theme.dim : colour;
  const x = (PADDING + column * COLUMN).toFixed(1);
  const length = (text.length * COLUMN).toFixed(1);
  const box = codes.has(7)
    ? `<rect x="${x}" y="${(y - LINE * 0.75).toFixed(1)}" width="${length}" height="${LINE}" fill="${fill}"/>`
    : '';
  const over = codes.has(7) ? theme.back : fill;
  const bold = codes.has(1) ? ' font-weight="bold"' : '';
  return `${box}<text x="${x}" y="${y.toFixed(1)}" textLength="${length}" fill="${over}"${bold}>${escaped(text)}</text>\n`;
}

/** Runs of the same look. */
interface Span {
  readonly text: string;
  readonly column: number;
  /** SGR codes that hold. */
  readonly codes: ReadonlySet<number>;
}

function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  const codes = new Set<number>();
  let column = 0;
  for (const part of line.split(/(\x1b\[[\d;]*m)/)) {
    if (part.startsWith('\x1b')) for (const code of part.slice(2, -1).split(';')) apply(codes, Number(code));
    else if (part !== '') {
      spans.push({ text: part, column, codes: new Set(codes) });
      column += [...part].length;
    }
  }
  return spans;
}

/** What a code ends (ECMA-48 §8.3.117). */
const ENDS: Readonly<Record<number, (code: number) => boolean>> = {
  0: () => true,
  22: (code) => code < 3,
  27: (code) => code === 7,
  39: (code) => code >= 30,
};

function apply(codes: Set<number>, code: number): void {
  const ends = ENDS[code];
  if (ends === undefined) codes.add(code);
  else for (const set of [...codes]) if (ends(set)) codes.delete(set);
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
