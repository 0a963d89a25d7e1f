import { Failure } from '../../engine/contract/failure/failure.ts';
import { mountsOf } from '../../engine/contract/ports/drive.ts';
import type { ExpectedDrive } from '../../engine/contract/ports/machine.ts';
import { refusalFailure } from '../../engine/contract/ports/refusal-failure.ts';
import { runTool } from '../../engine/host/tools/run-tool.ts';
import { judge } from '../judge/drives.ts';
import { gatherLinux } from '../linux/gather.ts';
import { holdersOf } from '../linux/holders.ts';
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
  const said = timedOut ? 'umount-timeout' : firstLine(stderr) || 'umount-missing';
  const heldBy = await holdersOf({ below: mount });
  throw new Failure('unmount-failed', { target, mount, said, ...(heldBy.length > 0 && { heldBy }) });
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').replace(/^umount: /, '').replace(/\.$/, '');
}
