import type { Readable } from '../../contract/ports/image.ts';
import { isPlaced, type VolumeEntry } from './volume.ts';
import type { WalkedEntry } from './walk.ts';

/** A file that is to be made; `like` as in `EntryMaker`. */
export interface AwaitedFile {
  readonly walked: WalkedEntry;
  readonly like: string | undefined;
  /** Which one of its batch it is. */
  readonly index: number;
}

/** Files whose bytes one read brings. */
interface Group {
  readonly files: AwaitedFile[];
  readonly startByte: number;
  endByte: number;
}

export interface ReadGroup {
  readonly files: readonly AwaitedFile[];
  /** The bytes of a file of the group; undefined for one that is read for itself. Good until the next group. */
  bytesOf(entry: VolumeEntry): Uint8Array | undefined;
}

const MOST_SMALL_BYTES = 256 << 10;
const MOST_WINDOW_BYTES = 1 << 20;
/** What stands between two files is read along. */
const MOST_GAP_BYTES = 64 << 10;
const MOST_FILES = 512;
const NOTHING = new Uint8Array(0);

/**
 * Files in the order of their places on the medium, the bytes of small ones read together, and the next ones read while those
 * of these are written. What cannot be read so is left to be read alone: one bad sector is the damage of one file.
 */
export async function* readTogether(
  image: Readable,
  files: readonly AwaitedFile[],
): AsyncGenerator<ReadGroup> {
  const memories = [new Uint8Array(MOST_WINDOW_BYTES), new Uint8Array(MOST_WINDOW_BYTES)] as const;
  const groups = groupsOf(inOrder(files), image.sizeBytes);
  const read = (turn: number) =>
    bytesOfGroup(image, groups[turn], turn % 2 === 0 ? memories[0] : memories[1]);
  let next = read(0);
  for (const [turn, group] of groups.entries()) {
    const bytes = await next;
    next = read(turn + 1);
    yield { files: group.files, bytesOf: (entry) => bytesIn(entry, group, bytes) };
  }
}

/** Resolves with nothing when there is nothing to be had together. */
function bytesOfGroup(
  image: Readable,
  group: Group | undefined,
  memory: Uint8Array,
): Promise<Uint8Array | undefined> {
  if (group === undefined || group.endByte === group.startByte) return Promise.resolve(undefined);
  const bytes = memory.subarray(0, group.endByte - group.startByte);
  return image.read(group.startByte, bytes).then(
    () => bytes,
    () => undefined,
  );
}

function bytesIn(
  entry: VolumeEntry,
  { startByte, endByte }: Group,
  bytes: Uint8Array | undefined,
): Uint8Array | undefined {
  if (!isPlaced(entry)) return undefined;
  const { packing, runs, sizeBytes } = entry;
  if (sizeBytes === 0 && runs.length === 0) return NOTHING;
  const [run] = runs;
  const isWhole = runs.length === 1 && packing === undefined && run?.lengthBytes === sizeBytes;
  if (!bytes || !isWhole || run.atByte === undefined) return undefined;
  const from = run.atByte - startByte;
  const isInside = from >= 0 && run.atByte + run.lengthBytes <= endByte;
  return isInside ? bytes.subarray(from, from + run.lengthBytes) : undefined;
}

/** Where a file begins that is read together with others; undefined for one that is not. */
function placeOf(entry: VolumeEntry, imageBytes: number): number | undefined {
  if (!isPlaced(entry)) return undefined;
  const { packing, runs } = entry;
  const [run] = runs;
  if (packing !== undefined || runs.length !== 1 || run?.atByte === undefined) return undefined;
  const isSmall = run.lengthBytes <= MOST_SMALL_BYTES && run.atByte + run.lengthBytes <= imageBytes;
  return isSmall ? run.atByte : undefined;
}

/** Nearly all media are in order already. */
function inOrder(files: readonly AwaitedFile[]): readonly AwaitedFile[] {
  const place = ({ walked: { entry } }: AwaitedFile): number =>
    isPlaced(entry) ? (entry.runs[0]?.atByte ?? 0) : 0;
  const isSorted = files.every((file, index) => {
    const before = files[index - 1];
    return before === undefined || place(before) <= place(file);
  });
  return isSorted ? files : [...files].sort((a, b) => place(a) - place(b));
}

function groupsOf(files: readonly AwaitedFile[], imageBytes: number): Group[] {
  const groups: Group[] = [];
  for (const file of files) {
    const { entry } = file.walked;
    const atByte = placeOf(entry, imageBytes);
    const last = groups.at(-1);
    if (last && last.files.length < MOST_FILES && isWithin(last, atByte, entry)) {
      last.files.push(file);
      if (atByte !== undefined) last.endByte = Math.max(last.endByte, atByte + entry.sizeBytes);
    } else {
      const startByte = atByte ?? 0;
      groups.push({
        files: [file],
        startByte,
        endByte: atByte === undefined ? 0 : startByte + entry.sizeBytes,
      });
    }
  }
  return groups;
}

/** Whether a file can join a group: it lies near its end, or has no bytes that would have to be read. */
function isWithin(group: Group, atByte: number | undefined, entry: VolumeEntry): boolean {
  const { sizeBytes } = entry;
  if (atByte === undefined) return isPlaced(entry) && entry.runs.length === 0;
  const isNear = atByte >= group.startByte && atByte <= group.endByte + MOST_GAP_BYTES;
  return group.endByte > 0 && isNear && atByte + sizeBytes - group.startByte <= MOST_WINDOW_BYTES;
}
