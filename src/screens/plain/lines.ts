import { cleanLines, cleanText } from '../../words/clean.ts';

/** Lines of a stream one by one, and what is printed. */
export interface PlainLines {
  /** Prints a question, cleaned, and reads one line; `undefined` when there is no more input. */
  ask(question: string): Promise<string | undefined>;
  /** Each is one line, cleaned here: names may stand in it as they are. */
  say(...lines: readonly string[]): void;
  /** No more questions: what is typed from now on may be a password that sudo asks for. */
  stopReading(): Promise<void>;
}

export interface PlainStreams {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: { write(text: string): unknown };
}

export function plainLines({ stdin, stdout }: PlainStreams): PlainLines {
  const lines = readLines(stdin);
  return {
    async ask(question) {
      stdout.write(`${cleanText(question)} `);
      const { value, done } = await lines.next();
      return done ? undefined : value.trim();
    },
    say(...texts) {
      stdout.write(cleanLines(texts));
    },
    stopReading: async () => void (await lines.return(undefined)),
  };
}

async function* readLines(stdin: PlainStreams['stdin']): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stdin) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const parts = rest.split(/\r\n|\r|\n/);
    rest = parts.pop() ?? '';
    yield* parts;
  }
  if (rest !== '') yield rest;
  return undefined;
}
