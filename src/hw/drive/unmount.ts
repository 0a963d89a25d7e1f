import { mountsOf } from '../../engine/ports/drive.ts';
import { Failure } from '../../engine/ports/failure.ts';
import type { ExpectedDrive } from '../../engine/ports/machine.ts';
import { refusalFailure } from '../../engine/ports/refusal-failure.ts';
import { judge } from '../judge/drives.ts';
import { gatherLinux } from '../linux/gather.ts';
import { holdersOf, holdersText } from '../linux/holders.ts';
import { runTool } from '../run-tool.ts';
import { demandIdentity } from './identify.ts';

/** A stick with much in its cache takes long to be let go. */
const UMOUNT_LIMIT_MS = 120_000;

/**
 * Unmounts everything that lies on a drive, the innermost mount first. Only what a person may give away: a drive that
 * is refused for any other reason than being mounted is left alone.
 *
 * @returns the folders that were unmounted
 * @throws Failure `unmount-failed` naming who uses it, `target-system`, `target-changed`, and what other refusals mean
 */
export async function unmountDrive(
  path: string,
  realPath: string,
  expected: ExpectedDrive,
  neverTouch: readonly string[],
): Promise<string[]> {
  const facts = { ...(await gatherLinux({ lsblk: false })), neverTouch };
  const drive = judge(facts).find((candidate) => candidate.path === realPath);
  const block = facts.blocks.find((candidate) => candidate.name === drive?.name);
  if (!drive || !block) throw new Failure('target-missing', { target: path });
  demandIdentity(path, expected, block);
  const other = drive.refusals.find(({ code }) => code !== 'mounted');
  if (other) throw refusalFailure(drive, other, { target: path });
  const order = mountsOf(drive).sort((left, right) => right.length - left.length);
  for (const mount of order) await unmount(path, mount);
  return order;
}

async function unmount(target: string, mount: string): Promise<void> {
  const { status, stderr, timedOut } = await runTool('umount', ['--', mount], UMOUNT_LIMIT_MS);
  if (status === 0) return;
  const said = timedOut ? 'umount did not come to its end' : firstLine(stderr) || 'umount is not there';
  const holders = holdersText(await holdersOf({ below: mount }));
  throw new Failure('unmount-failed', { target, mount, said, ...(holders && { holders }) });
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').replace(/^umount: /, '').replace(/\.$/, '');
}
