import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { mountsFolder } from '../../engine/host/state/mount-records.ts';
import { startTool } from '../../engine/host/tools/start-tool.ts';
import { VIEWER } from './helpers.ts';

/** Opening a large container on a slow disk takes its time. */
const READY_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 20;

/** What a served image shows of a source. */
export interface Served {
  readonly path: string;
  readonly startByte: number;
  readonly lengthBytes: number;
}

export const viewPath = (id: string): string => join(mountsFolder(), `${id}.img`);

/**
 * Shows a part of what is in an image as a plain file, until that is unmounted: `nbdfuse` asks a process of this program for its bytes,
 * which ends with it.
 *
 * @param serves how this program is started as a server
 * @returns what went wrong, in the words of the program; undefined when the file is there
 */
export async function showView(
  id: string,
  { path, startByte, lengthBytes }: Served,
  serves: readonly string[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  const [view, log, ready] = [
    viewPath(id),
    join(mountsFolder(), `${id}.log`),
    join(mountsFolder(), `${id}.pid`),
  ];
  writeFileSync(view, '', { mode: 0o600 });
  const logFd = openSync(log, 'w', 0o600);
  const server = [...serves, path, `${startByte}`, `${lengthBytes}`];
  const child = startTool(VIEWER, ['-r', '-P', ready, view, '--command', ...server], {
    stdio: ['ignore', logFd, logFd],
    ownGroup: true,
  });
  closeSync(logFd);
  let ended = false;
  const end = (): void => {
    ended = true;
  };
  child.on('error', end).on('exit', end);
  const untilMs = performance.now() + READY_LIMIT_MS;
  while (!ended && !existsSync(ready) && !signal?.aborted && performance.now() < untilMs)
    await wait(LOOK_EVERY_MS);
  child.unref();
  if (existsSync(ready) && !ended) return undefined;
  child.kill('SIGTERM');
  return readFileSync(log, 'utf8').trim() || 'tool-timeout';
}
