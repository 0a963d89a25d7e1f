import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';

/** Tools of the system are often in folders that a person's PATH has not (`/usr/sbin`). */
export const SYSTEM_FOLDERS = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface StartOptions {
  /** Default: this process gives no input and takes both outputs. */
  readonly stdio?: StdioOptions;
  /** Folders to look for the program in. Default: those of the person, then those of the system. */
  readonly path?: string;
  /** Beside what every program gets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whom it runs as, when that is somebody else. */
  readonly uid?: number;
  readonly gid?: number;
  /** It starts others, which are killed with it: by the number of the group, minus its own. */
  readonly ownGroup?: true;
}

/**
 * Starts a program of the system without a shell; it speaks English. The only place that does: whoever needs an answer
 * takes `runTool`, which ends in time, and whoever streams through a program ends it himself.
 */
export function startTool(
  command: string,
  args: readonly string[],
  {
    stdio = ['ignore', 'pipe', 'pipe'],
    path = anyFolders(),
    environment = {},
    uid,
    gid,
    ownGroup,
  }: StartOptions = {},
): ChildProcess {
  const who = uid === undefined || gid === undefined ? {} : { uid, gid };
  const env = { ...environment, ...toolEnvironment(path) };
  return spawn(command, args, { stdio, env, windowsHide: true, ...who, ...(ownGroup && { detached: true }) });
}

/** What programs of the system are started with. English, always. */
export function toolEnvironment(path = anyFolders()): Record<string, string> {
  return { LC_ALL: 'C.UTF-8', PATH: path };
}

function anyFolders(): string {
  const own = process.env.PATH;
  return own ? `${own}:${SYSTEM_FOLDERS}` : SYSTEM_FOLDERS;
}
