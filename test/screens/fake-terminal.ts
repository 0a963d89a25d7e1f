import { EventEmitter } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/** A terminal of fixed size that keeps what was written and into which a test types. */
export class FakeTerminal {
  readonly stdin = new FakeStdin();
  readonly stdout: FakeStdout;

  constructor(columns = 80, rows = 24) {
    this.stdout = new FakeStdout(columns, rows);
  }

  /** One read of the terminal. */
  type(chunk: string): void {
    this.stdin.send(chunk);
  }

  /** Waits until everything drawn so far has this in it, and forgets it. */
  async see(pattern: RegExp, withinMs = 15_000): Promise<void> {
    const until = Date.now() + withinMs;
    while (!pattern.test(stripVTControlCharacters(this.stdout.fresh))) {
      if (Date.now() > until)
        throw new Error(`never saw ${pattern} in:\n${stripVTControlCharacters(this.stdout.fresh)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    this.stdout.fresh = '';
  }
}

class FakeStdout extends EventEmitter {
  readonly isTTY = true;
  columns: number;
  rows: number;
  all = '';
  fresh = '';

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write = (text: string, ...rest: unknown[]): boolean => {
    this.all += text;
    this.fresh += text;
    const callback = rest.at(-1);
    if (typeof callback === 'function') callback();
    return true;
  };
}

class FakeStdin extends EventEmitter {
  readonly isTTY = true;
  #chunks: string[] = [];

  send(chunk: string): void {
    this.#chunks.push(chunk);
    this.emit('readable');
    this.emit('data', chunk);
  }

  read = (): string | null => this.#chunks.shift() ?? null;
  setEncoding(): this {
    return this;
  }
  setRawMode(): this {
    return this;
  }
  resume(): this {
    return this;
  }
  pause(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
