import type { JobReport } from '../../engine/contract/events/report.ts';
import { bootLines, bootNoteText, isBootable, startsLines } from '../../words/boot.ts';
import { t } from '../../words/language.ts';
import type { Look } from '../look/look.ts';
import type { Row, Tone } from './row.ts';

type Fact = (label: string, text: string, look: Look, tone?: Tone) => Row[];

/** What a folder is and what will start from the image, on the summary; nothing for plain data. */
export function bootRows({ boot, forecast = [] }: JobReport, look: Look, fact: Fact): Row[] {
  const isMeant = boot !== undefined && boot.profile !== 'data';
  if (!isMeant && !isBootable(forecast)) return [];
  const [what, ...parts] = boot ? bootLines(boot) : [];
  return [
    ...(what ? fact(t().screens.summary.kind, what, look) : []),
    ...parts.flatMap((text) => fact('', text, look)),
    ...startsLines(forecast).flatMap((text, i) =>
      fact(i === 0 ? t().screens.summary.starts : '', text, look),
    ),
    ...(boot?.notes ?? []).flatMap((note) =>
      fact('!', bootNoteText(note), look, note.code.endsWith('-kept') ? 'plain' : 'warn'),
    ),
  ];
}
