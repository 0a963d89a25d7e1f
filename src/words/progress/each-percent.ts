import { t } from '../language.ts';
import { percentText } from '../sizes.ts';
import { movesImage, type Progress } from './state.ts';

/** More than a line holds: then those that everybody waits for. */
const MOST_SAID = 8;

/** How much there is to do in the phase under way, if anybody knows. */
export function phaseBytes({ phase, phaseTotalBytes, imageBytes }: Progress): number | undefined {
  const totalBytes = phaseTotalBytes ?? (movesImage(phase) ? imageBytes : undefined);
  return totalBytes === 0 ? undefined : totalBytes;
}

/** Of several drives, how far each is: `sdb 40%`, `sdc 38%`, by name. Of one, the line says it already. */
export function eachPercent(progress: Progress): string[] {
  const totalBytes = phaseBytes(progress);
  const all = progress.reached.flatMap(({ target, doneBytes }) =>
    target === undefined ? [] : [{ name: target.slice(target.lastIndexOf('/') + 1), doneBytes }],
  );
  if (totalBytes === undefined || all.length < 2) return [];
  const shown = [...all].sort((left, right) => left.doneBytes - right.doneBytes).slice(0, MOST_SAID);
  const said = shown
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, doneBytes }) => `${name} ${percentText(doneBytes / totalBytes)}`);
  return shown.length === all.length ? said : [...said, t().screens.run.furtherOn(all.length - shown.length)];
}
