import type { NoteFact } from '../../engine/jobs/events.ts';
import type { LogEntry, Progress } from '../../engine/progress/state.ts';
import { cleanText } from '../../engine/words/clean.ts';
import { commandLine } from '../../engine/words/command-line.ts';
import { clockText } from '../../engine/words/durations.ts';
import { lossText } from '../../engine/words/losses.ts';
import { noteText } from '../../engine/words/notes.ts';
import { phaseText } from '../../engine/words/phases.ts';
import { mismatchText } from '../../engine/words/report.ts';
import { sizeText } from '../../engine/words/sizes.ts';
import { wrapText } from '../look/fit.ts';
import { bodyColumns, type Look } from '../look/look.ts';
import { type Row, row } from './row.ts';

/** Everything the job has said, each with the time since it began. */
export function logRows({ log, startedAtMs = 0 }: Progress, look: Look): Row[] {
  return log.flatMap((entry) => {
    const text = entryText(entry);
    if (text === undefined) return [];
    const at = clockText(entry.atMs - startedAtMs).padEnd(12);
    return wrapText(cleanText(text), Math.max(8, bodyColumns(look) - 12)).map(
      (line, index): Row => row((index === 0 ? at : ' '.repeat(12)) + line),
    );
  });
}

/** What is said nowhere but here. */
function quietText({ code, path = '', target = 'the drive' }: NoteFact): string {
  if (code === 'job-folder') return `job folder: ${path}`;
  if (code === 'undo-kept') return `what undoing needs of ${target} is kept`;
  return `${code} ${path}`;
}

function entryText({ fact }: LogEntry): string | undefined {
  switch (fact.event) {
    case 'plan':
      return `plan: ${commandLine(fact.plan)}`;
    case 'phase':
      return `${phaseText(fact.phase)}${fact.totalBytes === undefined ? '' : ` (${sizeText(fact.totalBytes)})`}`;
    case 'note':
      return noteText(fact) ?? quietText(fact);
    case 'bad':
      return `${fact.target ?? ''} ${mismatchText(fact)}`.trim();
    case 'done':
      return [`ended: ${fact.outcome}`, ...(fact.report.losses ?? []).slice(0, 50).map(lossText)].join('; ');
  }
}
