import type { ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';
import { errnoOf } from '../../contract/failure/errno.ts';
import type { ToolRun } from './run-tool.ts';
import { type StartOptions, startTool } from './start-tool.ts';

/** What a program is given to read. */
export interface Feed {
  /** Its standard input, in order. */
  readonly input: AsyncIterable<Uint8Array>;
  /** What it finds at descriptor 3: bytes, or an open file. */
  readonly third?: Uint8Array | undefined;
  readonly thirdFd?: number | undefined;
  /** An open file that gets what it says on standard output. Absent: that is kept for the answer. */
  readonly outputFd?: number | undefined;
}

const LARGEST_OUTPUT_CHARACTERS = 1 << 20;

/**
 * Runs a program that reads what is fed to it, piece by piece and never faster than it takes them. It is killed when it takes and
 * says nothing for `silenceMs`; while `input` has nothing for it, nobody waits for the program.
 *
 * @throws what `input` throws; the program is killed then
 */
export async function feedTool(
  command: string,
  args: readonly string[],
  { input, third, thirdFd, outputFd }: Feed,
  silenceMs: number,
  options: Omit<StartOptions, 'stdio'> = {},
): Promise<ToolRun> {
  const child = startTool(command, args, {
    stdio: ['pipe', outputFd ?? 'pipe', 'pipe', thirdFd ?? 'pipe'],
    ...options,
  });
  const patience = patienceWith(silenceMs, () => kill(child, options));
  const said = listen(child, patience.heard);
  const end = endOf(child);
  const gone = end.then(() => undefined);
  try {
    const [stdin, , , more] = child.stdio;
    if (more && 'write' in more) quiet(more).end(third ?? new Uint8Array());
    if (stdin) await feed(quiet(stdin), input, gone, patience);
    patience.begin();
    const { status, isMissing } = await end;
    return { status, ...said, timedOut: patience.isLost(), ...(isMissing && { isMissing: true }) };
  } finally {
    patience.end();
    if (child.exitCode === null) kill(child, options);
  }
}

/** With those it has started. */
function kill(child: ChildProcess, { ownGroup }: Pick<StartOptions, 'ownGroup'>): void {
  if (!ownGroup || child.pid === undefined) return void child.kill('SIGKILL');
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of them are gone.
  }
}

interface Patience {
  /** The program is waited for. */
  begin(): void;
  heard(): void;
  end(): void;
  isLost(): boolean;
}

function patienceWith(limitMs: number, onLost: () => void): Patience {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lost = false;
  const lose = (): void => {
    lost = true;
    onLost();
  };
  const end = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    begin() {
      end();
      timer = setTimeout(lose, limitMs);
    },
    heard: () => void timer?.refresh(),
    end,
    isLost: () => lost,
  };
}

function listen(
  child: ChildProcess,
  onHeard: () => void,
): { readonly stdout: string; readonly stderr: string } {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      onHeard();
      if (said[name].length < LARGEST_OUTPUT_CHARACTERS) said[name] += text;
    });
  return said;
}

function endOf(child: ChildProcess): Promise<{ readonly status: number; readonly isMissing: boolean }> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: -1, isMissing: errnoOf(error) === 'ENOENT' }));
    child.on('close', (status) => resolve({ status: status ?? -1, isMissing: false }));
  });
}

/** It may have heard enough before all is said. */
function quiet(stream: Writable): Writable {
  return stream.on('error', () => undefined);
}

async function feed(
  stdin: Writable,
  input: AsyncIterable<Uint8Array>,
  gone: Promise<undefined>,
  patience: Patience,
): Promise<void> {
  for await (const bytes of input) {
    if (stdin.destroyed || stdin.errored) break;
    patience.begin();
    const taken = new Promise<void>((resolve) => stdin.write(bytes, () => resolve()));
    await Promise.race([taken, gone]);
    patience.end();
  }
  stdin.end();
}
