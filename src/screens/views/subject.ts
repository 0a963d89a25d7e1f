import type { Plan } from '../../engine/plan/plan.ts';
import type { Drive } from '../../engine/ports/drive.ts';
import { sizeText } from '../../engine/words/sizes.ts';
import { bodyColumns, glyphsOf, type Look, short } from '../look/look.ts';
import { displayWidth } from '../look/width.ts';
import { nameOf } from '../wizard/paths.ts';
import type { Answers } from '../wizard/state.ts';
import { driveLine } from './drive-words.ts';

/** What was answered so far: `debian.iso  →  sdb  SanDisk Ultra  …7C21  28.6 GiB`. */
export function answersSubject({ source, target }: Answers, look: Look): string {
  if (source === undefined) return '';
  const size = source.sizeBytes === undefined ? '' : ` (${sizeText(source.sizeBytes)})`;
  if (target?.kind !== 'drive') return short(nameOf(source.path) + size, bodyColumns(look), look);
  return fromTo(nameOf(source.path), driveLine(target.drive, glyphsOf(look).dots), look);
}

/** The same for a job under way. */
export function planSubject(plan: Plan, confirmed: Drive | undefined, look: Look): string {
  const source = nameOf(plan.source?.path ?? '');
  if (plan.do === 'make') return fromTo(source, nameOf(plan.output.path), look);
  const names = plan.targets.map(({ path }) => nameOf(path)).join(', ');
  return fromTo(
    source,
    confirmed ? driveLine(confirmed, glyphsOf(look).dots) : names || 'its checksum',
    look,
  );
}

/** The drive is never cut; the source gives way. */
function fromTo(from: string, to: string, look: Look): string {
  const columns = bodyColumns(look);
  const { arrow } = glyphsOf(look);
  const shownTo = short(to, columns - 8, look);
  const room = columns - displayWidth(shownTo) - displayWidth(arrow) - 4;
  return `${short(from, Math.max(4, room), look)}  ${arrow}  ${shownTo}`;
}
