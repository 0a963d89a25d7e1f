import { keepMount, type MountRecord } from '../../engine/host/state/mount-records.ts';
import { runTool } from '../../engine/host/tools/run-tool.ts';
import { removePlaces } from './place.ts';
import { saidBy, type Tried } from './tried.ts';
import type { Served } from './view.ts';

/** Where nothing tells the service of new devices, it waits for its own. */
const LIMIT_MS = 15_000;
/** Where the session may not do it, the next way is tried before a password is asked for. */
const UNASKED = '--no-user-interaction';

/** The desktop's service attaches the file and chooses the folder. */
export async function udisksMount(source: Served, before: MountRecord): Promise<Tried> {
  const { path, startByte, lengthBytes } = source;
  const place = ['--offset', `${startByte}`, '--size', `${lengthBytes}`];
  const attached = await runTool(
    'udisksctl',
    ['loop-setup', '--read-only', '--file', path, ...place, UNASKED],
    LIMIT_MS,
  );
  const loop = attachedDevice(attached.stdout);
  if (attached.status !== 0 || loop === undefined) return { record: before, problem: saidBy(attached) };
  const record = { ...before, loop };
  await keepMount(record);
  const mounted = await runTool(
    'udisksctl',
    ['mount', '--block-device', loop, '--options', 'ro', UNASKED],
    LIMIT_MS,
  );
  const at = mountedPlace(mounted.stdout);
  if (mounted.status !== 0 || at === undefined) return { record, problem: saidBy(mounted) };
  removePlaces(before.made);
  return { record: { ...record, at, made: [] } };
}

/** `Mapped file /home/ann/a.iso as /dev/loop0.` */
export function attachedDevice(said: string): string | undefined {
  return /(\/dev\/loop\d+)\.?\s*$/.exec(said)?.[1];
}

/** `Mounted /dev/loop0 at /run/media/ann/LABEL` (older ones end in a full stop). */
export function mountedPlace(said: string): string | undefined {
  return /^Mounted \S+ at (.+?)\.?\s*$/.exec(said)?.[1];
}

/** @returns what went wrong, in the words of the program */
export async function udisksUnmount({ loop }: Pick<MountRecord, 'loop'>): Promise<string | undefined> {
  if (loop === undefined) return undefined;
  const ran = await runTool('udisksctl', ['unmount', '--block-device', loop, UNASKED], LIMIT_MS);
  if (ran.status !== 0) return saidBy(ran);
  // Most versions let go of it by themselves.
  await runTool('udisksctl', ['loop-delete', '--block-device', loop, UNASKED], LIMIT_MS);
  return undefined;
}
