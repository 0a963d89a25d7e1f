import type { ChildProcess } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import { asBytes } from '../../contract/ports/as-bytes.ts';
import { startTool } from '../../host/tools/start-tool.ts';
import type { Input } from './input.ts';

const LAST_WORDS_BYTES = 2000;

/** The first of these programs that is installed, whole path. */
export async function findProgram(names: readonly string[]): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return undefined;
}

export interface ProgramAround {
  readonly signal: AbortSignal;
  /** Called with what the program said on standard error, when it ended well all the same. */
  readonly onSaid?: (text: string) => void;
  /** Told by what it said when it failed: the data is sound, and the program cannot unpack it. */
  readonly asUnsupported?: (said: string) => Failure | undefined;
}

/**
 * Everything in `input` through a program that unpacks standard input to standard output. It is killed when the signal
 * comes or nobody takes its output any more; its exit status is what makes the end believable.
 *
 * @throws Failure `source-truncated`, `source-damaged`, `compression-unsupported`, `too-few-files`
 */
export async function* throughProgram(
  path: string,
  args: readonly string[],
  input: Input,
  { signal, onSaid, asUnsupported }: ProgramAround,
): AsyncGenerator<Uint8Array, void, void> {
  const child = startTool(path, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  const ending = whenOver(child);
  if (!child.stdout || !child.stdin) throw new Failure('too-few-files', {});
  let broken: unknown;
  const feeding = feed(child, input).catch((error: unknown) => {
    broken = error;
    kill();
  });
  try {
    for await (const bytes of child.stdout) yield asBytes(bytes);
    const { status, said } = await ending;
    await feeding;
    if (broken !== undefined) throw broken;
    signal.throwIfAborted();
    if (status !== 0) throw asUnsupported?.(said) ?? asDamage(said, input);
    if (said !== '') onSaid?.(said);
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
}

async function feed(child: ChildProcess, input: Input): Promise<void> {
  const stdin = present(child.stdin);
  const closed = new Promise<void>((resolve) => stdin.once('close', resolve));
  // A program that found an error closes its input: its exit status says it.
  stdin.on('error', () => undefined);
  for (let bytes = await input.next(); bytes && !stdin.destroyed; bytes = await input.next()) {
    if (stdin.write(bytes)) continue;
    await Promise.race([new Promise<void>((resolve) => stdin.once('drain', resolve)), closed]);
  }
  stdin.end();
}

function whenOver(child: ChildProcess): Promise<{ readonly status: number; readonly said: string }> {
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-LAST_WORDS_BYTES);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: -1, said: error.message }));
    child.once('close', (code) => resolve({ status: code ?? -1, said: said.trim() }));
  });
}

function asDamage(said: string, input: Input): Error {
  if (/unexpected end|ends unexpectedly|unexpected eof/i.test(said))
    return input.truncated('compressed-data');
  const first = said.split('\n')[0]?.replace(/^.*?: (\(stdin\): )?/, '') ?? '';
  return input.damaged(first === '' ? 'compressed-data' : { reason: 'unpacker-said', said: first });
}
