import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { YOUNG_SPACE } from './young-space.ts';

/**
 * Starts a part of this program as a process of its own, to which messages are sent. It is in a session of its own: what is typed
 * in the terminal is for the job, which says how things stand first.
 *
 * @param fds descriptors it gets, from 4 on
 * @param threads of its pool
 */
export function startPart(part: URL, fds: readonly number[], threads: number): ChildProcess {
  return spawn(process.execPath, [...YOUNG_SPACE, fileURLToPath(part)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc', ...fds],
    env: { UV_THREADPOOL_SIZE: String(threads), ...systemFolder() },
    detached: true,
    windowsHide: true,
  });
}

/** Windows' own libraries look for one another in it. */
function systemFolder(): { SystemRoot?: string } {
  const { SystemRoot } = process.env;
  return SystemRoot === undefined ? {} : { SystemRoot };
}
