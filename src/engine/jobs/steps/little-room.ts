import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OutputRoom } from '../../contract/events/note-facts.ts';
import { outputsOf } from '../../contract/plan/parts.ts';
import type { ReadPlan } from '../../contract/plan/plan.ts';
import { packingOf } from '../../write/packed/packing.ts';

/** Of `st_blocks`, whatever the file system's are. */
const BLOCK_BYTES = 512;

/**
 * Outputs whose file systems have less room than everything that is made there can take, each file system once. Nobody knows before how
 * much of a medium is empty: this is a warning, and a medium that does not fit is saved as far as there is room.
 *
 * @param keptBytes how much of the medium is read
 */
export async function outputsWithLittleRoom(plan: ReadPlan, keptBytes: number): Promise<OutputRoom[]> {
  const rooms = new Map<number, OutputRoom>();
  for (const output of outputsOf(plan)) {
    const { path } = output;
    const folder = dirname(path);
    const [found, space] = await Promise.all([stat(folder), statfs(folder)]).catch(() => []);
    if (!found || !space) continue;
    const before = rooms.get(found.dev);
    const needBytes = (before?.needBytes ?? 0) + (await needOf(output, keptBytes));
    rooms.set(found.dev, { path, ...before, needBytes, freeBytes: space.bavail * space.bsize });
  }
  return [...rooms.values()].filter(({ needBytes, freeBytes }) => freeBytes < needBytes);
}

type Output = ReturnType<typeof outputsOf>[number];

/** It grows as it is, and what is packed of it comes beside it. What is there of it has its room already. */
async function needOf({ path, replace }: Output, keptBytes: number): Promise<number> {
  // What is to be replaced keeps its room until the new one is whole.
  const places = [`${path}.partial`, ...(replace ? [] : [path])];
  const there = Math.max(...(await Promise.all(places.map(takenBytes))));
  return Math.max(0, keptBytes - there) + (packingOf(path) === undefined ? 0 : keptBytes);
}

async function takenBytes(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.blocks * BLOCK_BYTES : 0;
}
