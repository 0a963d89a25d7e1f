import { endsOf } from '../../engine/contract/plan/parts.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import type { Drive } from '../../engine/contract/ports/drive.ts';
import { t } from '../../words/language.ts';
import { sizeText } from '../../words/sizes.ts';
import { bodyColumns, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { chosenDrives } from '../wizard/confirm-words.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Answers } from '../wizard/state.ts';
import { driveLine, modelText } from './drive-words.ts';

/** What was answered so far: `debian.iso  →  sdb  SanDisk Ultra  …7C21  28.6 GiB`. */
export function answersSubject(answers: Answers, look: Look): string {
  const { source, medium, job } = answers;
  const drives = chosenDrives(answers);
  if (job !== undefined) return short(t().screens.frame.job(job.job.id), bodyColumns(look), look);
  if (medium !== undefined) {
    const from = drivesLine([medium], look);
    return drives.length === 0
      ? short(from, bodyColumns(look), look)
      : fromTo(from, drivesLine(drives, look, besideSource(look)), look);
  }
  if (source === undefined)
    return drives.length === 0 ? '' : short(drivesLine(drives, look), bodyColumns(look), look);
  const size = source.sizeBytes === undefined ? '' : ` (${sizeText(source.sizeBytes)})`;
  if (drives.length === 0) return short(nameOf(source.path) + size, bodyColumns(look), look);
  return fromTo(nameOf(source.path), drivesLine(drives, look, besideSource(look)), look);
}

/** Columns that the name of a source gets at least, behind them an arrow. */
const LEAST_SOURCE_COLUMNS = 12;

const besideSource = (look: Look) =>
  bodyColumns(look) - LEAST_SOURCE_COLUMNS - displayWidth(glyphsOf(look).arrow) - 4;

/** One drive with all that identifies it, the model cut where it is too long; of several the names. */
function drivesLine(drives: readonly Drive[], look: Look, columns = bodyColumns(look)): string {
  const [only] = drives;
  if (only !== undefined && drives.length === 1) {
    const { dots } = glyphsOf(look);
    const model = modelText(only);
    const room = columns - displayWidth(driveLine(only, dots)) + displayWidth(model);
    return driveLine({ ...only, vendor: '', model: short(model, Math.max(4, room), look) }, dots);
  }
  const names = t().screens.frame.drives(drives.length, drives.map(({ name }) => name).join(', '));
  return short(names, Math.floor(bodyColumns(look) / 2), look);
}

/** The same for a job under way. */
export function planSubject(plan: Plan, confirmed: readonly Drive[], look: Look): string {
  const names = endsOf(plan).map(nameOf).join(', ');
  if (plan.source?.kind === 'medium') return mediumSubject(plan.source.path, names, confirmed, look);
  const to = confirmed.length > 0 ? drivesLine(confirmed, look, besideSource(look)) : names;
  if (plan.source === undefined) return short(to, bodyColumns(look), look);
  return fromTo(nameOf(plan.source.path), to || t().screens.frame.itsChecksum, look);
}

/** What is read, with all that identifies it, and the image; it is only looked over: no image. */
function mediumSubject(path: string, image: string, chosen: readonly Drive[], look: Look): string {
  const columns = bodyColumns(look);
  const from = (room: number) => (chosen.length > 0 ? drivesLine(chosen, look, room) : nameOf(path));
  if (image === '') return short(from(columns), columns, look);
  const shown = short(image, Math.max(LEAST_SOURCE_COLUMNS, Math.floor(columns / 2) - 4), look);
  return fromTo(from(columns - displayWidth(shown) - displayWidth(glyphsOf(look).arrow) - 4), shown, look);
}

/** The drive is never cut; the source gives way. */
function fromTo(from: string, to: string, look: Look): string {
  const columns = bodyColumns(look);
  const { arrow } = glyphsOf(look);
  const shownTo = short(to, columns - displayWidth(arrow) - 8, look);
  const room = columns - displayWidth(shownTo) - displayWidth(arrow) - 4;
  return `${short(from, Math.max(4, room), look)}  ${arrow}  ${shownTo}`;
}
