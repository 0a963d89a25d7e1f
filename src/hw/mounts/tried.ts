import type { MountRecord } from '../../engine/host/state/mount-records.ts';
import type { ToolRun } from '../../engine/host/tools/run-tool.ts';

/** What came of one way: what is to be undone later, and what was said if it did not work. */
export interface Tried {
  readonly record: MountRecord;
  readonly problem?: string;
  /** Root was not granted: nothing else is tried. */
  readonly refusedBy?: string;
}

/** What came of a program that mounts. */
export function ended(record: MountRecord, ran: ToolRun): Tried {
  return ran.status === 0 ? { record } : { record, problem: saidBy(ran) };
}

/** The words of a program that failed, without its own name and its full stop. */
export function saidBy({ stderr, stdout, timedOut }: ToolRun): string {
  if (timedOut) return 'tool-timeout';
  const said = (stderr.trim() || stdout.trim()).replace(/^u?mount: /, '').replace(/\.$/, '');
  return said === '' ? 'mount-not-there' : said;
}
