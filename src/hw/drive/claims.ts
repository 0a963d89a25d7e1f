import fs, { constants } from 'node:fs';
import { promisify } from 'node:util';
import { errnoOf } from '../../engine/contract/failure/errno.ts';
import { Failure } from '../../engine/contract/failure/failure.ts';
import type { BlockFacts, MachineFacts } from '../facts.ts';
import { graphOf } from '../judge/graph.ts';

const close = promisify(fs.close);

/** Devices that nobody can mount or hold until they are let go. */
export interface Claims {
  release(): Promise<void>;
}

/**
 * Other devices through which the content of this one can be used: loop devices over the same file or over this drive, and
 * the device a loop device stands for.
 */
export function otherDevices(facts: MachineFacts, drive: BlockFacts): BlockFacts[] {
  const graph = graphOf(facts);
  const storage = graph.storage(drive.name);
  const isShared = ({ name }: BlockFacts): boolean =>
    [...graph.storage(name)].some((one) => storage.has(one));
  const loops = facts.blocks.filter((block) => block.loop && block.name !== drive.name && isShared(block));
  const below = facts.blocks.filter(({ deviceNumber }) => deviceNumber === drive.loop?.block);
  return [...new Set([...loops, ...below])];
}

/**
 * Opens each exclusively: the kernel says EBUSY while one is mounted, also where this process does not see it.
 *
 * @throws Failure `target-busy`, `permission-denied`
 */
export async function claimDevices(target: string, devices: readonly BlockFacts[]): Promise<Claims> {
  const fds: number[] = [];
  const release = async (): Promise<void> => {
    await Promise.all(fds.splice(0).map((fd) => close(fd).catch(() => undefined)));
  };
  try {
    for (const { name } of devices) fds.push(...(await claim(target, name)));
    return { release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Has no node here, or nothing behind it any more: then nobody uses it by that name either. */
const GONE = ['ENOENT', 'ENXIO', 'ENODEV'];

function claim(target: string, name: string): Promise<number[]> {
  return new Promise((resolve, reject) => {
    fs.open(`/dev/${name}`, constants.O_RDONLY | constants.O_EXCL, (error, fd) => {
      if (!error) resolve([fd]);
      else if (GONE.includes(errnoOf(error))) resolve([]);
      else reject(claimFailure(target, name, error));
    });
  });
}

function claimFailure(target: string, name: string, cause: unknown): Failure {
  if (errnoOf(cause) !== 'EBUSY')
    return new Failure('permission-denied', { path: `/dev/${name}` }, { cause });
  return new Failure('target-busy', { target, because: { reason: 'same-in-use', name } }, { cause });
}
