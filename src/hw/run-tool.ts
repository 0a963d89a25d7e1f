import { spawn } from 'node:child_process';

export interface ToolRun {
  /** Exit status; -1 when it could not be started, was killed or took too long. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

const LARGEST_OUTPUT_BYTES = 16 << 20;
const SYSTEM_FOLDERS = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Runs a program without a shell. Never rejects, and never waits longer than `timeoutMs`: a child stuck in the
 * kernel (D state) is killed, and left behind when it does not die.
 */
export function runTool(command: string, args: readonly string[], timeoutMs: number): Promise<ToolRun> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: toolEnvironment() });
    const output = { stdout: '', stderr: '' };
    const end = (status: number, timedOut = false) => {
      clearTimeout(timer);
      resolve({ status, timedOut, ...output });
    };
    const timer = setTimeout(() => {
      letGo(child);
      end(-1, true);
    }, timeoutMs);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        if (output[name].length < LARGEST_OUTPUT_BYTES) output[name] += text;
      });
    }
    child.on('error', () => end(-1));
    child.on('close', (status) => end(status ?? -1));
  });
}

function letGo(child: ReturnType<typeof spawn>): void {
  child.kill('SIGKILL');
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.unref();
}

/** Tools of the system are often in folders that a person's PATH has not (`/usr/sbin`). English, always. */
export function toolEnvironment(): Record<string, string> {
  const own = process.env.PATH;
  return { LC_ALL: 'C.UTF-8', PATH: own ? `${own}:${SYSTEM_FOLDERS}` : SYSTEM_FOLDERS };
}
