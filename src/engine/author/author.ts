import { resolve } from 'node:path';
import { bootOfFolder } from '../boot/boot-of-folder.ts';
import type { BootFacts } from '../boot/facts.ts';
import { nodeReader } from '../boot/node-reader.ts';
import type { Original } from '../boot/original.ts';
import type { Loss } from '../jobs/events.ts';
import type { AuthorOptions } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';
import type { ConfirmedFiles } from '../safety/confirmed-files.ts';
import { type Scan, scanFolder } from '../tree/scan.ts';
import type { ScanOptions } from '../tree/scanner.ts';
import type { Tree } from '../tree/tree.ts';
import { inTurns, telling } from '../tree/turns.ts';
import { checkedOptions } from './check-options.ts';
import { ChecksumFile, checksumFileNames } from './checksum-file.ts';
import type { ContentSource } from './content-source.ts';
import { diskIds } from './disk-ids.ts';
import { FileSource } from './file-source.ts';
import { hiddenInTrees } from './hidden.ts';
import { ImageSource } from './image-source.ts';
import { labelsOf } from './label.ts';
import { LaidOutImage } from './laid-out-image.ts';
import { type DescribedOptions, likeOriginal } from './like-original.ts';
import { type OpenedOriginal, openOriginal } from './open-original.ts';
import { packTree } from './pack-tree.ts';
import { fileSeconds, planFolder, volumeSeconds } from './plan-folder.ts';
import { ReadPool } from './read-pool.ts';
import { MOVED_FOLDER } from './relocation.ts';
import { openFlags } from './source-file.ts';

/** An image planned from a folder: exact size, label and every loss are known before the first byte is made. */
export interface AuthoredImage extends Image {
  readonly label: string;
  readonly losses: readonly Loss[];
  /** What the folder is, and what was made to start. */
  readonly boot: BootFacts;
  /** Entries in the tree, the root included. */
  readonly entries: number;
  /** Entries that patterns left out. */
  readonly excluded: number;
  settle(): Promise<void>;
  /** Bytes to be read for checksums that stand in the image. */
  readonly checksumBytes: number;
  /** Makes those checksums; else they are made when they are first read. */
  makeChecksums(onRead: (doneBytes: number) => void): Promise<void>;
  /** Leaves them blank, for a look at the rest of the image that reads no more than it needs. */
  leaveChecksumsBlank(): void;
}

export interface AuthorProgress {
  /** What the paths of image files stood for when the plan was confirmed. */
  readonly files?: ConfirmedFiles | undefined;
  readonly signal: AbortSignal;
  /** Called while the folder is being walked and planned, every 100 ms, and once at the end of the walk. */
  readonly onEntries: (entries: number) => void;
}

/**
 * Plans `folder` as an image: ISO 9660 level 3 with Rock Ridge and Joliet as the options say. Nothing is written.
 *
 * @throws Failure `source-missing`, `source-unreadable`, `usage` (label), `loss-refused` (strict), `not-encodable`,
 *   `stopped`; of the original image those of `openOriginal`
 */
export async function authorFolder(
  folder: string,
  asked: AuthorOptions,
  progress: AuthorProgress,
): Promise<AuthoredImage> {
  const options = checkedOptions(asked);
  const root = resolve(folder);
  if (options.label !== undefined) labelsOf(root, options.label, options.joliet);
  const pool = new ReadPool(openFlags(options.followLinks));
  const { tree, losses, excluded } = await scanWith(pool, root, scanOptions(options), progress);
  const source = new FileSource(root, tree, options.followLinks, options.padChanged, pool);
  const { bootFrom } = options;
  const original = bootFrom === undefined ? undefined : await openOriginal(bootFrom, {}, silent(progress));
  try {
    const found = { name: root, tree, losses, excluded, source, original };
    const image = await authorTree(found, options, progress);
    return original ? closedWith(image, original) : image;
  } catch (error) {
    await Promise.all([source.close(), original?.image.close()]);
    throw error;
  }
}

/** Scans with the help of workers, which end with a scan that comes to nothing. */
async function scanWith(
  pool: ReadPool,
  root: string,
  options: ScanOptions,
  progress: AuthorProgress,
): Promise<Scan> {
  const end = () => void pool.close();
  progress.signal.addEventListener('abort', end);
  try {
    return await scanFolder(root, options, { ...progress, lister: pool });
  } catch (error) {
    await pool.close();
    throw error;
  } finally {
    progress.signal.removeEventListener('abort', end);
  }
}

/**
 * Plans the files of an opened image as a new image. What the old one's descriptor says is said again, and it starts as the
 * old one did, as far as nothing else was asked for.
 *
 * @throws Failure as `authorFolder` and `openOriginal`
 */
export async function authorImage(
  path: string,
  asked: AuthorOptions,
  progress: AuthorProgress,
): Promise<AuthoredImage> {
  const options = checkedOptions(asked);
  if (options.followLinks)
    throw new Failure('usage', {
      problem: 'links inside an image are not followed: leave --follow-links out',
    });
  const { bootFrom } = options;
  const other = bootFrom === undefined ? undefined : await openOriginal(bootFrom, {}, silent(progress));
  const opened = await openOriginal(path, scanOptions(options), progress).catch(async (error: unknown) => {
    await other?.image.close();
    throw error;
  });
  const { tree, losses, excluded, image, contents } = opened;
  try {
    const source = new ImageSource(image, contents);
    const described = likeOriginal(options, opened);
    const authored = await authorTree(
      { name: path, tree, losses, excluded, source, original: other ?? opened },
      described,
      progress,
    );
    return other ? closedWith(authored, other) : authored;
  } catch (error) {
    await Promise.all([image.close(), other?.image.close()]);
    throw error;
  }
}

function scanOptions({ relocate, checksums, followLinks, exclude }: AuthorOptions) {
  const movedFolder = relocate ? MOVED_FOLDER : undefined;
  const made = checksums ? [checksumFileNames[checksums]] : [];
  return { followLinks, exclude, made, movedFolder };
}

/** The entries of an original are not those of the image that is made. */
function silent(progress: AuthorProgress): AuthorProgress {
  return { ...progress, onEntries: () => {} };
}

/** The image with an original that is closed when it is. */
function closedWith(image: LaidOutImage, original: OpenedOriginal): AuthoredImage {
  image.alsoClose(() => original.image.close());
  return image;
}

interface TreeToAuthor {
  /** Path that a default label is made of. */
  readonly name: string;
  readonly tree: Tree;
  readonly losses: readonly Loss[];
  readonly excluded: number;
  readonly source: ContentSource;
  readonly original?: Original | undefined;
}

async function authorTree(
  { name, tree, losses: unread, excluded, source, original }: TreeToAuthor,
  options: DescribedOptions,
  { signal, onEntries }: AuthorProgress,
): Promise<LaidOutImage> {
  const checksums = addChecksums(tree, source, options);
  const found = await bootOfFolder(tree, nodeReader(tree, source), options, original);
  const labels = labelsOf(name, options.label ?? found.label ?? options.originalLabel, options.joliet);
  const secondsOf = fileSeconds(tree, options);
  const { fatSerial } = diskIds(labels.iso, volumeSeconds(tree, options));
  const boot = await found.plan({ label: labels.label, fatSerial, secondsOf });
  const packed = await packTree(tree, source, options, boot.plan, signal);
  const planning = planFolder(tree, source, labels, dated(options, found.volumeAt), boot.plan, packed);
  const plan = await telling(() => onEntries(tree.count), inTurns(planning, signal));
  const losses = [...unread, ...labels.losses, ...plan.losses, ...boot.losses];
  if (options.strict && losses.length > 0) throw new Failure('loss-refused', { losses: losses.length });
  const image = new LaidOutImage(plan, source, {
    label: labels.label,
    losses,
    boot: boot.facts,
    entries: tree.count,
    excluded,
    md5: options.md5,
  });
  if (checksums) image.bind(checksums);
  return image;
}

/** With the volume's date that the folder's own boot menu looks for. */
function dated(options: DescribedOptions, volumeAt: number | undefined): DescribedOptions {
  if (volumeAt === undefined) return options;
  return { ...options, volume: { ...options.volume, createdAt: volumeAt, modifiedAt: volumeAt } };
}

/** Puts a file with the checksums of all others into the tree: its size is known, its content follows when it is read. */
function addChecksums(tree: Tree, source: ContentSource, options: AuthorOptions): ChecksumFile | undefined {
  const { checksums } = options;
  if (!checksums) return undefined;
  const { iso, joliet, udf } = hiddenInTrees(tree, options);
  const isHidden = (file: number) => iso.has(file) || joliet.has(file) || udf.has(file);
  const node = tree.made.get(checksumFileNames[checksums])!;
  const file = new ChecksumFile(tree, node, checksums, isHidden);
  tree.sizeBytes[node] = file.sizeBytes;
  source.make(node, file);
  return file;
}
