import type {
  ChangeFacts,
  FoundFacts,
  PartFacts,
  ResumeFacts,
} from '../engine/contract/failure/source-reasons.ts';
import { t } from './language.ts';
import { reasonSaid } from './reason-text.ts';

/** What a file is that is no image. */
export function foundText(facts: FoundFacts): string {
  const { found } = t().sourceReasons;
  return reasonSaid(found, toldFound(facts));
}

function toldFound(facts: FoundFacts): FoundFacts & { readonly entries?: string; readonly command?: string } {
  if ('names' in facts) return { ...facts, entries: entriesText(facts) };
  return facts.reason === 'container' ? { ...facts, command: commandText(facts.format) } : facts;
}

function commandText(format: string): string {
  const { commands } = t().sourceReasons;
  return Object.hasOwn(commands, format) ? (commands[format] ?? '') : '';
}

function entriesText({ names, more }: { names: readonly string[]; more: number }): string {
  const { emptyArchive, andMore } = t().sourceReasons;
  if (names.length === 0) return emptyArchive;
  return more > 0 ? andMore(names.join(', '), more) : names.join(', ');
}

/** What happened to a source. */
export function changeText(facts: ChangeFacts): string {
  return reasonSaid(t().sourceReasons.changes, facts);
}

/** Within what a source ended. */
export function partText({ reason }: PartFacts): string {
  const { parts } = t().sourceReasons;
  return Object.hasOwn(parts, reason) ? parts[reason] : String(reason);
}

/** Why a job does not go on. */
export function resumeText({ reason }: ResumeFacts): string {
  const { resume } = t().sourceReasons;
  return Object.hasOwn(resume, reason) ? resume[reason] : String(reason);
}

/** What to do instead of going on. */
export function insteadText(job: string, { reason }: ResumeFacts): string | undefined {
  const { startAnew, pipeAgain } = t().sourceReasons;
  if (reason === 'kept-nothing') return startAnew;
  return reason === 'input-gone' ? pipeAgain(job) : undefined;
}
