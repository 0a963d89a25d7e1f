import type { Writable } from 'node:stream';
import { errnoOf } from '../../contract/failure/errno.ts';
import type { ToolRun } from './run-tool.ts';
import { type StartOptions, startTool } from './start-tool.ts';

/** What a program is given to read. */
export interface Feed {
  /** Its standard input, in order. */
  readonly input: AsyncIterable<Uint8Array>;
  /** What it finds at descriptor 3. */
  readonly third?: Uint8Array | undefined;
  /** An open file that gets what it says on standard output. Absent: that is kept for the answer. */
  readonly outputFd?: number | undefined;
}

const LARGEST_OUTPUT_CHARACTERS = 1 << 20;

/**
 * Runs a program that reads what is fed to it, piece by piece and never faster than it takes them. It is killed when it takes and
 * says nothing for `silenceMs`. What it says on standard error is left.
 *
 * @throws what `input` throws; the program is killed then
 */
export async function feedTool(
  command: string,
  args: readonly string[],
  { input, third, outputFd }: Feed,
  silenceMs: number,
  options: Omit<StartOptions, 'stdio'> = {},
): Promise<ToolRun> {
  const child = startTool(command, args, {
    stdio: ['pipe', outputFd ?? 'pipe', 'ignore', 'pipe'],
    ...options,
  });
  const run = { stdout: '', timedOut: false, isMissing: false };
  const late = (): void => {
    run.timedOut = true;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(late, silenceMs);
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    timer.refresh();
    if (run.stdout.length < LARGEST_OUTPUT_CHARACTERS) run.stdout += text;
  });
  const ended = new Promise<number>((resolve) => {
    child.on('error', (error) => {
      run.isMissing = errnoOf(error) === 'ENOENT';
      resolve(-1);
    });
    child.on('close', (status) => resolve(status ?? -1));
  });
  const gone = ended.then(() => undefined);
  try {
    const [stdin, , , more] = child.stdio;
    if (more && 'write' in more) quiet(more).end(third ?? new Uint8Array());
    if (stdin) await feed(quiet(stdin), input, gone, () => timer.refresh());
    const status = await ended;
    return {
      status,
      stderr: '',
      stdout: run.stdout,
      timedOut: run.timedOut,
      ...(run.isMissing && { isMissing: true }),
    };
  } finally {
    clearTimeout(timer);
    if (child.exitCode === null) child.kill('SIGKILL');
  }
}

/** It may have heard enough before all is said. */
function quiet(stream: Writable): Writable {
  return stream.on('error', () => undefined);
}

async function feed(
  stdin: Writable,
  input: AsyncIterable<Uint8Array>,
  gone: Promise<undefined>,
  onProgress: () => void,
): Promise<void> {
  for await (const bytes of input) {
    if (stdin.destroyed || stdin.errored) break;
    const taken = new Promise<void>((resolve) => stdin.write(bytes, () => resolve()));
    await Promise.race([taken, gone]);
    onProgress();
  }
  stdin.end();
}
