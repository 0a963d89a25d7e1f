import type { MountWanted } from '../../engine/contract/ports/image-mounts.ts';
import { keepMount, type MountRecord } from '../../engine/host/state/mount-records.ts';
import { runTool } from '../../engine/host/tools/run-tool.ts';
import { elevatedTool } from '../elevation.ts';
import { helperArguments } from './helpers.ts';
import { attachLoop, loopBacking } from './loop-device.ts';
import { ended, saidBy, type Tried } from './tried.ts';
import { udisksMount } from './udisks.ts';
import { showView, viewPath } from './view.ts';
import { kernelOptions, kernelTypesOf, type MountMeans, type MountWay } from './ways.ts';

const LIMIT_MS = 60_000;
/** A person types a password. */
const ASKED_LIMIT_MS = 300_000;
/** mount(8), "EXIT STATUS": the mount failed; sudo and its like end with others of their own. */
const MOUNT_FAILED = 32;

export interface Around {
  readonly means: MountMeans;
  readonly serves: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Mounts in one way. Whatever is attached is in the record before it is. */
export async function carryOut(
  way: MountWay,
  wanted: MountWanted,
  before: MountRecord,
  around: Around,
): Promise<Tried> {
  let record: MountRecord = { ...before, by: way.by, ...(way.elevated && { elevated: true }) };
  let source = { path: wanted.path, startByte: wanted.startByte };
  if (way.view) {
    record = { ...record, view: viewPath(record.id) };
    await keepMount(record);
    const problem = await showView(record.id, wanted, around.serves, around.signal);
    if (problem !== undefined) return { record, problem };
    source = { path: viewPath(record.id), startByte: 0 };
  }
  const lengthBytes = wanted.lengthBytes;
  if (way.by === 'udisksctl') return udisksMount({ ...source, lengthBytes }, record);
  if (way.by === 'mount') return kernelMount(way, { ...wanted, ...source }, record, around);
  if (way.loop) {
    const attached = await attachLoop({ ...source, lengthBytes });
    if (attached.status !== 0) return { record, problem: saidBy(attached) };
    source = { path: attached.stdout.trim(), startByte: 0 };
    record = { ...record, loop: source.path, backing: await loopBacking(source.path) };
    await keepMount(record);
  }
  const { at } = record;
  const args = helperArguments(way.by, {
    path: source.path,
    at,
    offset: source.startByte,
    isRoot: around.means.isRoot,
  });
  return ended(record, await runTool(way.by, args, LIMIT_MS));
}

/** Its device goes by itself when it is unmounted. */
async function kernelMount(
  way: MountWay,
  { path, startByte, lengthBytes, fileSystem }: MountWanted,
  record: MountRecord,
  { means }: Around,
): Promise<Tried> {
  const type = kernelTypesOf(fileSystem).find((known) => means.kernel.has(known)) ?? fileSystem;
  const place = startByte === 0 ? [] : [`offset=${startByte}`, `sizelimit=${lengthBytes}`];
  const options = [...kernelOptions(type), ...place].join(',');
  const args = ['-t', type, '-o', options, '--', path, record.at];
  if (!way.elevated) return ended(record, await runTool('mount', args, LIMIT_MS));
  const elevated = elevatedTool('/usr/bin/mount', args);
  if (!elevated) return { record, problem: 'elevation' };
  const { tool, command, environment } = elevated;
  const ran = await runTool(command, elevated.args, ASKED_LIMIT_MS, { environment });
  if (ran.status === 0 || ran.status === MOUNT_FAILED) return ended(record, ran);
  return { record, problem: saidBy(ran), refusedBy: tool };
}
