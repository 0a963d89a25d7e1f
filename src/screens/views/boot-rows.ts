import type { JobReport } from '../../engine/jobs/events.ts';
import { bootLines, bootNoteText, isBootable, startsLines } from '../../engine/words/boot.ts';
import type { Look } from '../look/look.ts';
import type { Row, Tone } from './row.ts';

type Fact = (label: string, text: string, look: Look, tone?: Tone) => Row[];

/** What a folder is and what will start from the image, on the summary; nothing for plain data. */
export function bootRows({ boot, forecast = [] }: JobReport, look: Look, fact: Fact): Row[] {
  const isMeant = boot !== undefined && boot.profile !== 'data';
  if (!isMeant && !isBootable(forecast)) return [];
  const [what, ...parts] = boot ? bootLines(boot) : [];
  return [
    ...(what ? fact('kind', what, look) : []),
    ...parts.flatMap((text) => fact('', text, look)),
    ...startsLines(forecast).flatMap((text, i) => fact(i === 0 ? 'starts' : '', text, look)),
    ...(boot?.notes ?? []).flatMap((note) =>
      fact('!', bootNoteText(note), look, note.code.endsWith('-kept') ? 'plain' : 'warn'),
    ),
  ];
}
