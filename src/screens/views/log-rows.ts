import type { NoteFact } from '../../engine/contract/events/events.ts';
import { commandLine } from '../../tasks/command-line.ts';
import { cleanText } from '../../words/clean.ts';
import { clockText } from '../../words/durations.ts';
import { t } from '../../words/language.ts';
import { lossText } from '../../words/losses.ts';
import { noteText } from '../../words/notes.ts';
import { phaseText } from '../../words/phases.ts';
import type { LogEntry, Progress } from '../../words/progress/state.ts';
import { sizeText } from '../../words/sizes.ts';
import { mismatchText } from '../../words/target-facts.ts';
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
function quietText({ code, path = '', target = t().screens.pages.theDrive }: NoteFact): string {
  if (code === 'job-folder') return t().screens.pages.logFolder(path);
  if (code === 'undo-kept') return t().screens.pages.logKept(target);
  return `${code} ${path}`;
}

function entryText({ fact }: LogEntry): string | undefined {
  switch (fact.event) {
    case 'plan':
      return t().screens.pages.logPlan(commandLine(fact.plan));
    case 'phase':
      return `${phaseText(fact.phase)}${fact.totalBytes === undefined ? '' : ` (${sizeText(fact.totalBytes)})`}`;
    case 'note':
      return noteText(fact) ?? quietText(fact);
    case 'bad':
      return `${fact.target ?? ''} ${mismatchText(fact)}`.trim();
    case 'done':
      return [
        t().screens.pages.logEnded(fact.outcome),
        ...(fact.report.losses ?? []).slice(0, 50).map(lossText),
      ].join('; ');
  }
}
