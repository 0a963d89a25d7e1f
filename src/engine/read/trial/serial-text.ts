/** Sequences that move the cursor or clear lines: what follows is no continuation of what stands before. ECMA-48 §8.3. */
const MOVES = /\x1b\[[\d;]*[A-HJKfd]|\x1b[cDEM78]/g;
const OTHERS = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[ -~]/g;
const CONTROLS = /[\x00-\x09\x0b-\x1f\x7f]/g;
/** Firmware and loaders draw a screen again and again. */
const MOST_CHARACTERS = 1 << 18;

/** What a serial line said, as lines: whatever steers a terminal is gone. */
export function serialLines(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.subarray(-MOST_CHARACTERS)).toString('utf8');
  return text
    .replace(MOVES, '\n')
    .replace(OTHERS, '')
    .replace(/\r/g, '\n')
    .replace(CONTROLS, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}
