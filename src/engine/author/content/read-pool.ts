import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Failure } from '../../contract/failure/failure.ts';
import { present } from '../../contract/failure/present.ts';
import { workerUrl } from '../../host/tools/own-parts.ts';
import { type FolderListing, type Lister, listingOf } from '../tree/listing.ts';
import {
  type CheckRequest,
  type ListAnswer,
  type ListRequest,
  type PoolAnswer,
  type PoolRequest,
  plannedColumns,
  type ReadAnswer,
  type ReadRequest,
} from './read-message.ts';
import { type PlannedFile, troubleFailure } from './source-file.ts';

/** A part of a small file; all parts of one read go to one range of memory. */
export interface PooledPiece {
  readonly file: PlannedFile;
  readonly atByte: number;
  readonly into: Uint8Array;
}

const MOST_WORKERS = 2;

/** Worker threads that list folders and read many small files; started when they are first needed. */
export class ReadPool implements Lister {
  readonly #flags: number;
  readonly #workers: PoolWorker[] = [];
  #isClosed = false;

  constructor(flags: number) {
    this.#flags = flags;
  }

  /** @throws Failure `source-unreadable`, `source-truncated`, `source-changed` */
  async read(pieces: readonly PooledPiece[]): Promise<void> {
    const area = commonArea(pieces);
    const isShared = area.buffer instanceof SharedArrayBuffer;
    const into = isShared ? area : new Uint8Array(new SharedArrayBuffer(area.length));
    const answer = await this.#leastBusy().ask<ReadAnswer>(requestFor(pieces, area, into, this.#flags));
    if (answer.trouble)
      throw troubleFailure(present(pieces[answer.trouble.index]).file, answer.trouble.trouble);
    if (!isShared) for (const piece of pieces) copyPiece(piece, area, into);
  }

  async list(paths: readonly string[]): Promise<(FolderListing | undefined)[]> {
    const { listed } = await this.#leastBusy().ask<ListAnswer>({ do: 'list', paths: paths.join('\0') });
    return listed.map((columns) => columns && listingOf(columns));
  }

  /** Looks at files once more. @throws Failure `source-unreadable`, `source-truncated`, `source-changed` */
  async check(files: readonly PlannedFile[], followLinks: boolean): Promise<void> {
    const { trouble } = await this.#leastBusy().ask<ReadAnswer>({
      do: 'check',
      followLinks,
      ...columnsOf(files),
    });
    if (trouble) throw troubleFailure(present(files[trouble.index]), trouble.trouble);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#workers.splice(0).map((worker) => worker.stop()));
  }

  #leastBusy(): PoolWorker {
    if (this.#isClosed) throw new Failure('stopped', { by: 'person' });
    const idle = this.#workers.find((worker) => worker.waiting === 0);
    if (idle) return idle;
    if (this.#workers.length < Math.min(MOST_WORKERS, availableParallelism())) {
      this.#workers.push(new PoolWorker());
      return present(this.#workers.at(-1));
    }
    return this.#workers.reduce((a, b) => (b.waiting < a.waiting ? b : a));
  }
}

/** The memory from the first to the last piece; between them lie zeros that are already there. */
function commonArea(pieces: readonly PooledPiece[]): Uint8Array {
  const first = present(pieces[0]).into;
  const last = present(pieces.at(-1)).into;
  return new Uint8Array(first.buffer, first.byteOffset, last.byteOffset + last.length - first.byteOffset);
}

function copyPiece(piece: PooledPiece, area: Uint8Array, from: Uint8Array): void {
  const offset = piece.into.byteOffset - area.byteOffset;
  piece.into.set(from.subarray(offset, offset + piece.into.length));
}

function requestFor(
  pieces: readonly PooledPiece[],
  area: Uint8Array,
  into: Uint8Array,
  flags: number,
): Omit<ReadRequest, 'id'> {
  return {
    do: 'read',
    flags,
    into,
    ...columnsOf(pieces.map(({ file }) => file)),
    atByte: Float64Array.from(pieces, (piece) => piece.atByte),
    offset: Uint32Array.from(pieces, (piece) => piece.into.byteOffset - area.byteOffset),
    lengthBytes: Uint32Array.from(pieces, (piece) => piece.into.length),
  };
}

function columnsOf(files: readonly PlannedFile[]): Pick<CheckRequest, 'paths' | 'facts'> {
  return {
    paths: files.map(({ path }) => path).join('\0'),
    facts: plannedColumns(files),
  };
}

type Question = Omit<ReadRequest, 'id'> | Omit<CheckRequest, 'id'> | Omit<ListRequest, 'id'>;

interface Waiter {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

/** One worker and the questions it has not answered. */
class PoolWorker {
  readonly #worker: Worker;
  readonly #waiters = new Map<number, Waiter>();
  #lastId = 0;
  #isStopping = false;

  constructor() {
    this.#worker = new Worker(workerUrl('read-worker', import.meta.url), { execArgv: [] });
    this.#worker.on('message', (answer: PoolAnswer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(this.#ended()));
    this.#worker.unref();
  }

  get waiting(): number {
    return this.#waiters.size;
  }

  ask<A extends PoolAnswer>(request: Question): Promise<A> {
    const id = ++this.#lastId;
    // While an answer is awaited the process must not end.
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#waiters.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...request } satisfies PoolRequest);
    });
  }

  /** Reads under way fail with `stopped`. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#worker.terminate();
  }

  #ended(): Failure {
    if (this.#isStopping) return new Failure('stopped', { by: 'person' });
    return new Failure('internal', { problem: 'reading-thread-ended' });
  }

  #settle(answer: PoolAnswer): void {
    this.#waiters.get(answer.id)?.resolve(answer as never);
    this.#waiters.delete(answer.id);
    if (this.#waiters.size === 0) this.#worker.unref();
  }

  #fail(error: unknown): void {
    for (const waiter of this.#waiters.values()) waiter.reject(error);
    this.#waiters.clear();
  }
}
