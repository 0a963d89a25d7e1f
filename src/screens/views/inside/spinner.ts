/** In characters that every terminal has. */
const TURNS = ['|', '/', '-', '\\'];
const TURN_MS = 250;

/** A sign of life for as long as something is read. */
export function spinner(nowMs: number): string {
  return TURNS[Math.floor(nowMs / TURN_MS) % TURNS.length] ?? '|';
}
