/** A function of a source file, and how many lines it takes from its first to its last. */
export interface FunctionLength {
  readonly at: string;
  readonly lines: number;
}

const named = /^\s*(?:export )?(?:async )?function\b/;
const method = /^\s+(?:(?:static|async|get|set|private|override) )*\*?[\w#]+(?:<[^>]*>)?\(/;
const arrow = /=> (?:\(?\{|\(|\[)$/;
const statement = /^\s*(?:if|for|while|switch|catch|return|await|throw|void|else|do)\b/;

/**
 * Functions of a file as the formatter lays them out: each ends at the first line of its own indentation that closes
 * something and opens nothing. Arrows that are one expression are left out.
 */
export function functionsIn(file: string, text: string): FunctionLength[] {
  const lines = text.replace(/`(?:[^`\\]|\\.)*`/g, linesOnly).split('\n');
  return lines.flatMap((line, index) => {
    if (statement.test(line) && !arrow.test(line)) return [];
    if (!/[{([]$/.test(line)) return [];
    if (!named.test(line) && !method.test(line) && !arrow.test(line)) return [];
    const end = endOf(lines, index);
    return end === undefined ? [] : [{ at: `${file}:${index + 1}`, lines: end - index + 1 }];
  });
}

/** What stands in a text is no code of ours, a shell's neither; its lines count. */
function linesOnly(text: string): string {
  return `\`${text.replace(/[^\n]/g, '')}\``;
}

/** Undefined for what is a call and no function, or stands on one line. */
function endOf(lines: readonly string[], start: number): number | undefined {
  const first = lines[start] ?? '';
  const indent = first.length - first.trimStart().length;
  const isClosing = new RegExp(`^ {${indent}}[})\\]]`);
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (!isClosing.test(line)) continue;
    if (/[{([]$/.test(line)) continue;
    return arrow.test(first) || /^\s*\},?$/.test(line) ? index : undefined;
  }
  return undefined;
}

/** Text without comments and without what stands in quotes. */
function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, filledIn);
}

/** Of a text in which something is put, that alone. */
function filledIn(text: string): string {
  return [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, code]) => `(${code})`).join(' ');
}

/** Places where the compiler is told what it does not know: `as`, which is not `as const`, and `!` behind a value. */
export function claimsIn(text: string): number {
  const code = codeOf(text).replace(/^(?:import|export) (?:type )?[{*][^;]*;/gm, '');
  const casts = code.match(/\bas (?!const\b)(?=[\w{([]|typeof)/g) ?? [];
  const nonNulls = code.match(/[\w)\]]!(?=[.[\](),;:?\s}]|\+\+|--|$)/gm) ?? [];
  return casts.length + nonNulls.length;
}
