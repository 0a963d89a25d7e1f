import { randomBytes } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../../engine/contract/failure/failure.ts';
import type {
  ImageMounted,
  ImageMounts,
  MountPlanned,
  MountWanted,
} from '../../engine/contract/ports/image-mounts.ts';
import { startedTicks } from '../../engine/host/files/started-ticks.ts';
import {
  forgetMount,
  keepMount,
  type MountRecord,
  mountRecords,
  sweepMounts,
} from '../../engine/host/state/mount-records.ts';
import { carryOut } from './carry-out.ts';
import { isStillOurs, letGo } from './let-go.ts';
import { meansFor } from './means.ts';
import { mountAt } from './mount-table.ts';
import { checkedPlace, choosePlace, makePlace } from './place.ts';
import { type MountMeans, type MountWay, waysOf } from './ways.ts';

/** @param serves how this program is started as a server of an image's bytes */
export function linuxMounts(serves: readonly string[]): ImageMounts {
  return {
    plan: (wanted) => plan(wanted),
    async mount(wanted, signal) {
      await tidy();
      const { ways, means } = await waysHere(wanted);
      return toldOf(await mountedBy(ways, wanted, { means, serves, signal }));
    },
    async unmount(place) {
      const records = await found(place);
      // What was mounted last may lie on what was mounted before.
      for (const record of records.toReversed()) await letGo(record);
      return records.map(toldOf);
    },
    mountedAt: async (place) => (await found(place)).map(toldOf),
    async list() {
      await tidy();
      return mountRecords().filter(isStillOurs).map(toldOf);
    },
  };
}

async function plan(wanted: MountWanted): Promise<MountPlanned> {
  const at = wanted.at === undefined ? undefined : (checkedPlace(wanted.at) ?? wanted.at);
  const [way] = (await waysHere(wanted)).ways;
  return { by: way?.by ?? '', at, elevated: way?.elevated ?? false };
}

interface WaysHere {
  readonly ways: readonly MountWay[];
  readonly means: MountMeans;
}

/** @throws Failure `mount-impossible` */
async function waysHere(wanted: MountWanted): Promise<WaysHere> {
  const { path, fileSystem, container } = wanted;
  const means = await meansFor(fileSystem);
  const isDevice = statSync(path, { throwIfNoEntry: false })?.isBlockDevice() ?? false;
  const { ways, packages, lacks } = waysOf({ ...wanted, isDevice }, means);
  if (ways.length > 0) return { ways, means };
  throw new Failure('mount-impossible', {
    path,
    image: imageOf(wanted),
    fileSystem,
    packages,
    ...(lacks && { lacks }),
    ...(container !== undefined && { container }),
  });
}

interface Around {
  readonly means: MountMeans;
  readonly serves: readonly string[];
  readonly signal: AbortSignal | undefined;
}

/** One way after the other until one of them works; nothing is left of those that did not. */
async function mountedBy(
  ways: readonly MountWay[],
  wanted: MountWanted,
  around: Around,
): Promise<MountRecord> {
  let first: { program: string; said: string } | undefined;
  for (const way of ways) {
    around.signal?.throwIfAborted();
    const before = await preparedRecord(wanted);
    const { record, problem, refusedBy } = await carryOut(way, wanted, before, around);
    const shown = mountAt(record.at);
    if (problem === undefined && shown && !around.signal?.aborted) {
      const done = { ...record, done: true, device: shown.deviceNumber };
      await keepMount(done);
      return done;
    }
    await letGo(record);
    around.signal?.throwIfAborted();
    const said = problem ?? 'mount-not-there';
    if (refusedBy !== undefined) throw new Failure('elevation-refused', { tool: refusedBy, said });
    first ??= { program: way.by, said };
  }
  const { path, fileSystem } = wanted;
  const { program = '', said = '' } = first ?? {};
  throw new Failure('mount-failed', { path, image: imageOf(wanted), fileSystem, program, said });
}

const MOST_TRIES = 20;

/** With its folders made. They stand in a record before that: whoever finds it knows what to take away. */
async function preparedRecord(wanted: MountWanted): Promise<MountRecord> {
  for (let tried = 0; tried < MOST_TRIES; tried++) {
    const record = newRecord(wanted);
    try {
      await keepMount(record);
      if (makePlace(record)) {
        const prepared = { ...record, prepared: true };
        await keepMount(prepared);
        return prepared;
      }
      forgetMount(record);
    } catch (error) {
      await letGo(record);
      throw error;
    }
  }
  throw new Failure('mount-place', { path: wanted.at ?? wanted.path, why: 'not-made' });
}

function newRecord(wanted: MountWanted): MountRecord {
  const { path, partition, fileSystem } = wanted;
  const { at, made } = choosePlace(wanted);
  return {
    v: 1,
    id: `${process.pid}-${randomBytes(6).toString('hex')}`,
    path,
    ...(partition !== undefined && { partition }),
    fileSystem,
    by: '',
    at,
    made: [...made],
    pid: process.pid,
    ticks: startedTicks(process.pid) ?? '',
    prepared: false,
    done: false,
    madeAtMs: Date.now(),
  };
}

/** What was left behind by a mount that was killed, or unmounted by others. What cannot be let go of now stays for the next time. */
async function tidy(): Promise<void> {
  for (const record of mountRecords()) {
    const isUnderWay = !record.done && startedTicks(record.pid) === record.ticks;
    if (isUnderWay || (record.done && isStillOurs(record))) continue;
    await letGo(record).catch(() => undefined);
  }
  sweepMounts();
}

/** @throws Failure `not-mounted` */
async function found(place: string): Promise<MountRecord[]> {
  await tidy();
  const names = new Set([place, resolve(place), realOf(place)]);
  const records = mountRecords().filter(
    (record) => names.has(record.at) || names.has(record.path) || names.has(imageOf(record)),
  );
  if (records.length > 0) return records;
  const isMount = mountAt(realOf(place)) !== undefined;
  throw new Failure('not-mounted', { path: place, ...(isMount && { isMount }) });
}

/** A mount whose program died does not answer, and is where it is. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** `disk.img@2` */
function imageOf({ path, partition }: Pick<MountWanted, 'path' | 'partition'>): string {
  return partition === undefined ? path : `${path}@${partition}`;
}

function toldOf({ path, partition, at, fileSystem, by }: MountRecord): ImageMounted {
  return { path, partition, at, fileSystem: fileSystem as ImageMounted['fileSystem'], by };
}
