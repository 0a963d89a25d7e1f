import { Failure } from '../../../../src/engine/contract/failure/failure.ts';
import type { VolumeEntry } from '../../../../src/engine/read/browse/volume.ts';
import type { ComparedTree } from '../../../../src/engine/read/compare/compared-tree.ts';

type Facts = Partial<Omit<VolumeEntry, 'name' | 'sizeBytes'>>;

/** An entry of a tree in memory: the bytes of a file, or what is in a folder. */
export type FakeEntry = Facts & {
  readonly bytes?: Uint8Array | string;
  readonly in?: FakeFolder;
  /** Reading it fails. */
  readonly bad?: true;
  readonly recorded?: readonly { readonly atByte: number; readonly lengthBytes: number }[];
  readonly sizeBytes?: number;
  /** Another name than its key: for several of one name. */
  readonly name?: string;
};
export type FakeFolder = { readonly [name: string]: FakeEntry };

const damaged = (): Failure => new Failure('source-damaged', { path: '/fake', what: 'broken' });

/** A tree in memory of any file system. */
export function fakeTree(
  folder: FakeFolder,
  standard: ComparedTree['standard'] = 'ext4',
): ComparedTree & { readonly opened: string[]; open: ComparedTree['open'] } {
  const known = new Map<VolumeEntry, FakeEntry>();
  const opened: string[] = [];
  let next = 0;
  const entryOf = (key: string, fake: FakeEntry): VolumeEntry => {
    const { bytes = '', in: inside, bad: _, recorded: __, ...facts } = fake;
    const type = facts.type ?? (inside ? 'dir' : 'file');
    const sizeBytes = facts.sizeBytes ?? (type === 'file' ? bytes.length : 0);
    const entry = { identity: `${next++}`, ...facts, name: facts.name ?? key, type, sizeBytes };
    known.set(entry, fake);
    return entry;
  };
  const root = entryOf('', { in: folder });
  return {
    standard,
    root,
    opened,
    async *list(of) {
      const { in: inside = {}, bad } = known.get(of) ?? {};
      for (const [key, fake] of Object.entries(inside)) yield entryOf(key, fake);
      if (bad) throw damaged();
    },
    async open(entry) {
      opened.push(entry.name);
      const { bytes = '', bad, recorded } = known.get(entry) ?? {};
      const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
      return {
        sizeBytes: entry.sizeBytes,
        ...(recorded && { recorded }),
        async read(atByte, into) {
          if (bad) throw damaged();
          into.fill(0).set(all.subarray(atByte, atByte + into.length));
        },
      };
    },
  };
}
