import { cleanLines, jsonText } from '../words/clean.ts';

/** Where text goes: `face.out` or `face.err`. */
type Sink = (text: string) => void;

/** Tells lines. Names may stand in them as they are: each is cleaned, and a newline within one begins no new line. */
export function tell(sink: Sink, ...lines: readonly string[]): void {
  if (lines.length > 0) sink(cleanLines(lines));
}

/** Tells lines in which every name was made harmless already (`codedText`): there may be a million. */
export function tellCoded(sink: Sink, lines: readonly string[]): void {
  if (lines.length > 0) sink(`${lines.join('\n')}\n`);
}

/** Tells a value as JSON on one line, or indented; nothing in it steers a terminal, and it parses to the same. */
export function tellJson(sink: Sink, value: unknown, indent?: number): void {
  sink(`${jsonText(value, indent)}\n`);
}
