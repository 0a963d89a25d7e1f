import type { ChildProcess } from 'node:child_process';
import { errnoOf } from '../../contract/failure/errno.ts';
import { startTool } from './start-tool.ts';

export interface ToolRun {
  /** Exit status; -1 when it could not be started, was killed or took too long. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** There is no such program. */
  readonly isMissing?: true;
}

export interface ToolNeeds {
  /** An open file that the program gets as its standard input. */
  readonly stdinFd?: number;
  /** Folders to look for the program in. Default: those of the person, then those of the system. */
  readonly path?: string;
  /** Beside what every program gets. */
  readonly environment?: Readonly<Record<string, string>>;
}

const LARGEST_OUTPUT_BYTES = 16 << 20;

/**
 * Runs a program without a shell. Never rejects, and never waits longer than `timeoutMs`: a child stuck in the
 * kernel (D state) is killed, and left behind when it does not die.
 */
export function runTool(
  command: string,
  args: readonly string[],
  timeoutMs: number,
  { stdinFd, ...needs }: ToolNeeds = {},
): Promise<ToolRun> {
  return new Promise((resolve) => {
    const child = startTool(command, args, { stdio: [stdinFd ?? 'ignore', 'pipe', 'pipe'], ...needs });
    const output = collected(child);
    const end = (status: number, more: Partial<ToolRun> = {}): void => {
      clearTimeout(timer);
      resolve({ status, timedOut: false, ...output, ...more });
    };
    const timer = setTimeout(() => {
      letGo(child);
      end(-1, { timedOut: true });
    }, timeoutMs);
    child.on('error', (error) => end(-1, errnoOf(error) === 'ENOENT' ? { isMissing: true } : {}));
    child.on('close', (status) => end(status ?? -1));
  });
}

/** What it says, as it comes. */
function collected(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    // There are none when no file could be opened: the error comes next.
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      if (output[name].length < LARGEST_OUTPUT_BYTES) output[name] += text;
    });
  }
  return output;
}

function letGo(child: ChildProcess): void {
  child.kill('SIGKILL');
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.unref();
}
