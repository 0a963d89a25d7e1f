import { cleanLines, cleanText } from '../../words/clean.ts';

/** Lines of a stream one by one, and what is printed. */
export interface PlainLines {
  /** Prints a question, cleaned, and reads one line; `undefined` when there is no more input. */
  ask(question: string): Promise<string | undefined>;
  /** Each is one line, cleaned here: names may stand in it as they are. */
  say(...lines: readonly string[]): void;
  /** No more questions for now: what is typed next may be a password that sudo asks for. The next question reads again. */
  stopReading(): Promise<void>;
}

export interface PlainStreams {
  readonly stdin: PlainInput;
  readonly stdout: { write(text: string): unknown };
}

/** A stream of Node, or anything that gives text piece by piece. */
type PlainInput = AsyncIterable<Uint8Array | string> & {
  /** Of a stream: leaving it does not close it. */
  iterator?(options: { readonly destroyOnReturn: boolean }): AsyncIterable<Uint8Array | string>;
  pause?(): unknown;
};

export function plainLines({ stdin, stdout }: PlainStreams): PlainLines {
  let lines = readLines(stdin);
  return {
    async ask(question) {
      stdout.write(`${cleanText(question)} `);
      const { value, done } = await lines.next();
      return done ? undefined : value.trim();
    },
    say(...texts) {
      stdout.write(cleanLines(texts));
    },
    async stopReading() {
      await lines.return(undefined);
      // A stream whose listener was just taken away can be paused a turn later, and stops reading one later still.
      await nextTurn();
      stdin.pause?.();
      await nextTurn();
      lines = readLines(stdin);
    },
  };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

async function* readLines(stdin: PlainStreams['stdin']): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stdin.iterator?.({ destroyOnReturn: false }) ?? stdin) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const parts = rest.split(/\r\n|\r|\n/);
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
  return undefined;
}
