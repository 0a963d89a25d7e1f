import type { Readable, Writable } from 'node:stream';
import { Failure } from '../../engine/contract/failure/failure.ts';

const ANSWER_LIMIT_MS = 20_000;

interface Answer {
  readonly return?: unknown;
  readonly error?: { readonly desc?: string };
  readonly QMP?: unknown;
  readonly event?: string;
}

/** QEMU's machine protocol: one JSON object a line, an answer to each command in order. QEMU, docs/interop/qmp-spec. */
export class Qmp {
  readonly #input: Writable;
  readonly #waiting: PromiseWithResolvers<unknown>[] = [];
  readonly #events = new Set<string>();
  #rest = '';
  #isOver = false;
  #said = '';

  constructor(input: Writable, output: Readable, errors: Readable) {
    this.#input = input;
    input.on('error', () => this.#end());
    output.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    output.on('close', () => this.#end());
    errors.setEncoding('utf8').on('data', (text: string) => {
      if (this.#said.length < 4096) this.#said += text;
    });
  }

  /** Whether an event of that name came. */
  happened(event: string): boolean {
    return this.#events.has(event);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** @throws Failure `tool-failed` */
  async do(command: string, args: object = {}): Promise<unknown> {
    if (this.#isOver) throw this.#failure();
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.push(waiting);
    this.#input.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    const timer = setTimeout(() => waiting.reject(this.#failure(`${command}: ETIMEDOUT`)), ANSWER_LIMIT_MS);
    return waiting.promise.finally(() => clearTimeout(timer));
  }

  #take(text: string): void {
    const lines = `${this.#rest}${text}`.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') this.#hear(parsed(line));
  }

  #hear({ event, QMP, error, return: value }: Answer): void {
    if (event !== undefined) return void this.#events.add(event);
    if (QMP !== undefined) return;
    const waiting = this.#waiting.shift();
    if (error) waiting?.reject(this.#failure(error.desc));
    else waiting?.resolve(value);
  }

  #end(): void {
    this.#isOver = true;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#failure());
  }

  #failure(said = this.#said.trim()): Failure {
    return new Failure('tool-failed', { tool: 'qemu-system-x86_64', said });
  }
}

function parsed(line: string): Answer {
  try {
    return JSON.parse(line) as Answer;
  } catch {
    return { event: 'not-json' };
  }
}
