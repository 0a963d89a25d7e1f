import { present } from '../../contract/failure/present.ts';
import type { ListedColumns } from '../tree/listing.ts';
import type { FileTrouble, PlannedFile } from './source-file.ts';

const COLUMNS = 5;

/** Facts of planned files but their paths, `COLUMNS` numbers for each. */
export function plannedColumns(files: readonly PlannedFile[]): Float64Array {
  const facts = new Float64Array(COLUMNS * files.length);
  files.forEach(({ sizeBytes, modifiedAtMs, changedAtMs, inode, onDevice }, index) => {
    facts.set([sizeBytes, modifiedAtMs, inode, onDevice, changedAtMs], COLUMNS * index);
  });
  return facts;
}

/** One of the files that columns stand for. */
export function plannedAt(facts: Float64Array, index: number, path: string): PlannedFile {
  const at = COLUMNS * index;
  return {
    path,
    sizeBytes: present(facts[at]),
    modifiedAtMs: present(facts[at + 1]),
    inode: present(facts[at + 2]),
    onDevice: present(facts[at + 3]),
    changedAtMs: present(facts[at + 4]),
  };
}

/** What a worker is asked. */
export type PoolRequest = ReadRequest | CheckRequest | ListRequest;

/** Parts of many small files, each opened, read and closed. Columns, for a cheap message; `facts` as of `plannedColumns`. */
export interface ReadRequest {
  readonly do: 'read';
  readonly id: number;
  readonly flags: number;
  /** A view of shared memory. */
  readonly into: Uint8Array;
  /** Byte strings joined by NUL. */
  readonly paths: string;
  readonly facts: Float64Array;
  /** From the start of each file. */
  readonly atByte: Float64Array;
  /** From the start of `into`. */
  readonly offset: Uint32Array;
  readonly lengthBytes: Uint32Array;
}

/** To look at many files once more without opening them. */
export interface CheckRequest {
  readonly do: 'check';
  readonly id: number;
  readonly followLinks: boolean;
  /** Byte strings joined by NUL. */
  readonly paths: string;
  readonly facts: Float64Array;
}

/** What folders hold. */
export interface ListRequest {
  readonly do: 'list';
  readonly id: number;
  /** Byte strings joined by NUL. */
  readonly paths: string;
}

export type PoolAnswer = ReadAnswer | ListAnswer;

/** In the order of the paths. */
export interface ListAnswer {
  readonly id: number;
  readonly listed: readonly (ListedColumns | undefined)[];
}

/** The answer: done, or the first file that gave trouble. */
export interface ReadAnswer {
  readonly id: number;
  readonly trouble?: { readonly index: number; readonly trouble: FileTrouble };
}
