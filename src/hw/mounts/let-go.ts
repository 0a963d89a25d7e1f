import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../engine/contract/failure/failure.ts';
import { forgetMount, type MountRecord } from '../../engine/host/state/mount-records.ts';
import { isInstalled } from '../../engine/host/tools/is-installed.ts';
import { runTool, type ToolRun } from '../../engine/host/tools/run-tool.ts';
import { elevatedTool } from '../elevation.ts';
import { holdersOf } from '../linux/holders.ts';
import { detachLoop } from './loop-device.ts';
import { mountAt } from './mount-table.ts';
import { removePlaces } from './place.ts';
import { saidBy } from './tried.ts';
import { udisksUnmount } from './udisks.ts';

const LIMIT_MS = 60_000;
const ASKED_LIMIT_MS = 300_000;
/** The kernel lets go of a loop device a moment after its file system. */
const FREED_LIMIT_MS = 5000;
const LOOK_EVERY_MS = 25;

/**
 * Undoes a mount: the file system, what it was read through, and the folders that were made for it. What is not there any more is
 * passed over.
 *
 * @throws Failure `image-unmount-failed` naming who uses it
 */
export async function letGo(record: MountRecord): Promise<void> {
  const { at } = record;
  if (record.prepared && isStillOurs(record)) {
    const said = await unmountOne(record);
    if (said !== undefined && isStillOurs(record)) {
      const heldBy = await holdersOf({ below: at });
      throw new Failure('image-unmount-failed', { at, said, ...(heldBy.length > 0 && { heldBy }) });
    }
  }
  await detachLoop(record);
  await closeView(record);
  removePlaces(record.made);
  forgetMount(record);
}

/** Something of the same kind is mounted there: nobody's else, as far as can be known. */
export function isStillOurs({ at, device }: MountRecord): boolean {
  const found = mountAt(at);
  return found !== undefined && (device === undefined || found.deviceNumber === device);
}

/** @returns what went wrong; undefined when it is gone */
async function unmountOne(record: MountRecord): Promise<string | undefined> {
  if (record.by === 'udisksctl') return udisksUnmount(record);
  const ran = await (record.elevated ? unmountElevated(record.at) : unmountPlain(record.at));
  return ran.status === 0 ? undefined : saidBy(ran);
}

function unmountElevated(at: string): Promise<ToolRun> {
  const elevated = elevatedTool('/usr/bin/umount', ['--', at]);
  if (!elevated) return runTool('umount', ['--', at], LIMIT_MS);
  const { command, args, environment } = elevated;
  return runTool(command, args, ASKED_LIMIT_MS, { environment });
}

/** Users let go of FUSE by the program that mounted it for them. */
function unmountPlain(at: string): Promise<ToolRun> {
  if (process.geteuid?.() === 0) return runTool('umount', ['--', at], LIMIT_MS);
  const program = isInstalled('fusermount3') ? 'fusermount3' : 'fusermount';
  return runTool(program, ['-u', '--', at], LIMIT_MS);
}

async function closeView({ view }: MountRecord): Promise<void> {
  if (view === undefined) return;
  const untilMs = performance.now() + FREED_LIMIT_MS;
  while (mountAt(view)) {
    const ran = await unmountPlain(view);
    if (ran.status === 0 && !mountAt(view)) return;
    if (performance.now() > untilMs)
      throw new Failure('image-unmount-failed', { at: view, said: saidBy(ran) });
    await wait(LOOK_EVERY_MS);
  }
}
