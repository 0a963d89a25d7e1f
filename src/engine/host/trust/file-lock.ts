import { createServer, type Server } from 'node:net';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { holderOf, lockPlace, ownAnswer } from './lock-holder.ts';

/** Lets go of what was locked. */
export type Release = () => Promise<void>;

/**
 * Locks files for as long as a job writes to them, whatever names they go by: a second job that would is refused. The lock is
 * a socket without a place in any folder (Linux): the kernel lets it go when the process dies, and root and users see
 * the same ones. Whoever takes the name of a lock can keep jobs away from a file, and no more. Elsewhere there is none.
 *
 * @param target as the person calls it
 * @param keys `fileKey` of each
 * @throws Failure `target-busy`
 */
export async function lockFiles(target: string, keys: readonly string[]): Promise<Release> {
  const held: Server[] = [];
  const release = async (): Promise<void> => {
    await Promise.all(held.map(closed));
  };
  try {
    for (const key of keys) held.push(...(await lock(key).catch((error) => refused(error, target, key))));
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}

/** Who has it says so, when asked. */
async function refused(error: unknown, target: string, key: string): Promise<never> {
  if (errnoOf(error) !== 'EADDRINUSE') throw error;
  const holder = await holderOf(key);
  const because = holder
    ? ({ reason: 'written-by-job', ...holder } as const)
    : ({ reason: 'locked-by-job' } as const);
  throw new Failure('target-busy', { target, because });
}

function lock(key: string): Promise<readonly Server[]> {
  if (process.platform !== 'linux') return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(ownAnswer());
    });
    server.once('error', (error) => {
      // Where there are no such sockets, there is no lock.
      if (errnoOf(error) === 'EADDRINUSE') reject(error);
      else resolve([]);
    });
    server.listen(lockPlace(key), () => {
      server.unref();
      resolve([server]);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
