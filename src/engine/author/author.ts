import { resolve } from 'node:path';
import { bootOfFolder } from '../boot/boot-of-folder.ts';
import type { BootFacts } from '../boot/facts.ts';
import { nodeReader } from '../boot/node-reader.ts';
import type { Loss } from '../jobs/events.ts';
import type { AuthorOptions } from '../plan/plan.ts';
import { Failure } from '../ports/failure.ts';
import type { Image } from '../ports/image.ts';
import { scanFolder } from '../tree/scan.ts';
import type { Tree } from '../tree/tree.ts';
import { checkOptions } from './check-options.ts';
import { ChecksumFile, checksumFileNames } from './checksum-file.ts';
import { diskIds } from './disk-ids.ts';
import { FileSource } from './file-source.ts';
import { labelsOf } from './label.ts';
import { LaidOutImage } from './laid-out-image.ts';
import { fileSeconds, planFolder, volumeSeconds } from './plan-folder.ts';
import { MOVED_FOLDER } from './relocation.ts';

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
}

export interface AuthorProgress {
  readonly signal: AbortSignal;
  /** Called while the folder is being walked, at most every 100 ms, and once at its end. */
  readonly onEntries: (entries: number) => void;
}

/**
 * Plans `folder` as an image: ISO 9660 level 3 with Rock Ridge and Joliet as the options say. Nothing is written.
 *
 * @throws Failure `source-missing`, `source-unreadable`, `usage` (label), `loss-refused` (strict), `not-encodable`,
 *   `stopped`
 */
export async function authorFolder(
  folder: string,
  options: AuthorOptions,
  progress: AuthorProgress,
): Promise<AuthoredImage> {
  checkOptions(options);
  const root = resolve(folder);
  if (options.label !== undefined) labelsOf(root, options.label, options.joliet);
  const movedFolder = options.relocate ? MOVED_FOLDER : undefined;
  const made = options.checksums ? [checksumFileNames[options.checksums]] : [];
  const {
    tree,
    losses: unread,
    excluded,
  } = await scanFolder(root, { ...options, made, movedFolder }, progress);
  const source = new FileSource(root, tree, options.followLinks, options.padChanged);
  const checksums = addChecksums(tree, source, options);
  const found = await bootOfFolder(tree, nodeReader(tree, source), options);
  const labels = labelsOf(root, options.label ?? found.label, options.joliet);
  const secondsOf = fileSeconds(tree, options);
  const { fatSerial } = diskIds(labels.iso, volumeSeconds(tree, options));
  const boot = await found.plan({ label: labels.label, fatSerial, secondsOf });
  const plan = planFolder(tree, source, labels, dated(options, found.volumeAt), boot.plan);
  const losses = [...unread, ...labels.losses, ...plan.losses];
  if (options.strict && losses.length > 0) throw new Failure('loss-refused', { losses: losses.length });
  const image = new LaidOutImage(plan, source, {
    label: labels.label,
    losses,
    boot: boot.facts,
    entries: tree.count,
    excluded,
    md5: options.md5,
  });
  checksums?.bind(plan.files, image.filesReader());
  return image;
}

/** With the volume's date that the folder's own boot menu looks for. */
function dated(options: AuthorOptions, volumeAt: number | undefined): AuthorOptions {
  if (volumeAt === undefined) return options;
  return { ...options, volume: { ...options.volume, createdAt: volumeAt, modifiedAt: volumeAt } };
}

/** Puts a file with the checksums of all others into the tree: its size is known, its content follows when it is read. */
function addChecksums(
  tree: Tree,
  source: FileSource,
  { checksums }: AuthorOptions,
): ChecksumFile | undefined {
  if (!checksums) return undefined;
  const node = tree.made.get(checksumFileNames[checksums])!;
  const file = new ChecksumFile(tree, node, checksums);
  tree.sizeBytes[node] = file.sizeBytes;
  source.make(node, file);
  return file;
}
