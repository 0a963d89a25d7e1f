import { frameOf } from './frame.tsx';
import { situations } from './situations/index.ts';

/** One after the other, as `scripts/recording/svg.ts` draws them. */
export interface RecordedFrame {
  readonly lines: readonly string[];
  readonly seconds: number;
}

export const recordingSize = { columns: 80, rows: 23 };

/** The main job: each screen by its name in `npm run demo`, and how long it is shown. */
const scenes = [
  ['task', 'first', 2.5],
  ['source', 'write', 2.5],
  ['target', 'first', 3],
  ['summary', 'write', 3.5],
  ['confirm', 'typing', 2],
  ['run', 'writing', 3],
  ['run', 'verifying', 3],
  ['report', 'proved', 4],
] as const;

/** In colour, if colours were on when Ink was loaded. */
export function recordedFrames(): RecordedFrame[] {
  return scenes.map(([screen, name, seconds]) => {
    const found = situations.find((situation) => situation.screen === screen && situation.name === name);
    if (found === undefined) throw new Error(`there is no screen ${screen} ${name}`);
    const { wizard, nowMs } = found.make();
    const text = frameOf(wizard, nowMs, { ...recordingSize, glyphs: 'utf8', colour: true });
    return { lines: text.trimEnd().split('\n'), seconds };
  });
}
