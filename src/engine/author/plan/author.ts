import { resolve } from 'node:path';
import type { ApartEntry } from '../../contract/events/apart.ts';
import type { Loss } from '../../contract/events/loss.ts';
import { present } from '../../contract/failure/present.ts';
import { usageRefused } from '../../contract/failure/refused.ts';
import type { AuthorOptions } from '../../contract/plan/plan.ts';
import { diskIds } from '../boot/disk-ids.ts';
import { nodeReader } from '../boot/node-reader.ts';
import type { Original } from '../boot/original.ts';
import { ChecksumFile, checksumFileNames } from '../content/checksum-file.ts';
import type { ContentSource } from '../content/content-source.ts';
import { FileSource } from '../content/file-source.ts';
import { ImageSource } from '../content/image-source.ts';
import { ReadPool } from '../content/read-pool.ts';
import { openFlags } from '../content/source-file.ts';
import { labelsOf } from '../iso/label.ts';
import { type DescribedOptions, likeOriginal } from '../iso/like-original.ts';
import { MOVED_FOLDER } from '../iso/relocation.ts';
import { type AttributeLosses, attributeLosses } from '../tree/attributes.ts';
import { inTurns, telling } from '../tree/cooperative.ts';
import { hiddenInTrees } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';
import type { AuthorProgress } from './author-progress.ts';
import type { AuthoredImage } from './authored-image.ts';
import { bootOfFolder } from './boot-of-folder.ts';
import { checkedOptions } from './check-options.ts';
import { LaidOutImage } from './laid-out-image.ts';
import { type OpenedOriginal, openOriginal } from './open-original.ts';
import { packTree } from './pack-tree.ts';
import { fileSeconds, planFolder, volumeSeconds } from './plan-folder.ts';
import { scanWith } from './scan-with.ts';

/**
 * Plans `folder` as an image: ISO 9660 level 3 with Rock Ridge and Joliet as the options say. Nothing is written.
 *
 * @throws Failure `source-missing`, `source-unreadable`, `usage` (label), `not-encodable`,
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
  const asScanned = {
    ...scanOptions(options),
    ownOutputs: progress.ownOutputs ?? [],
    closed: progress.closed,
  };
  const { tree, losses, apart, excluded } = await scanWith(pool, folder, asScanned, progress);
  const source = new FileSource(root, tree, options.followLinks, options.padChanged, pool);
  const { bootFrom } = options;
  const original = bootFrom === undefined ? undefined : await openOriginal(bootFrom, {}, silent(progress));
  try {
    const isWhole = apart.every(({ reason }) => reason === 'own-output');
    const attributes = attributeLosses(root, tree, { ...options, isWhole, signal: progress.signal });
    const found = { name: root, tree, losses, attributes, apart, excluded, source, original };
    const image = await authorTree(found, options, progress);
    return original ? closedWith(image, original) : image;
  } catch (error) {
    await Promise.all([source.close(), original?.image.close()]);
    throw error;
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
  if (options.followLinks) throw usageRefused({ reason: 'links-inside-image' });
  const { bootFrom } = options;
  const other = bootFrom === undefined ? undefined : await openOriginal(bootFrom, {}, silent(progress));
  const opened = await openOriginal(path, scanOptions(options), progress).catch(async (error: unknown) => {
    await other?.image.close();
    throw error;
  });
  const { tree, losses, apart, excluded, image, contents } = opened;
  try {
    const source = new ImageSource(image, contents);
    const described = likeOriginal(options, opened);
    const authored = await authorTree(
      { name: path, tree, losses, apart, excluded, source, original: other ?? opened },
      described,
      progress,
    );
    return other ? closedWith(authored, other) : authored;
  } catch (error) {
    await Promise.all([image.close(), other?.image.close()]);
    throw error;
  }
}

function scanOptions({ relocate, checksums, followLinks, exclude, oneFileSystem }: AuthorOptions) {
  const movedFolder = relocate ? MOVED_FOLDER : undefined;
  const made = checksums ? [checksumFileNames[checksums]] : [];
  return { followLinks, exclude, made, movedFolder, oneFileSystem };
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
  /** Comes while the rest is planned. */
  readonly attributes?: Promise<AttributeLosses>;
  readonly apart: readonly ApartEntry[];
  readonly excluded: number;
  readonly source: ContentSource;
  readonly original?: Original | undefined;
}

async function authorTree(
  { name, tree, losses: unread, attributes, apart, excluded, source, original }: TreeToAuthor,
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
  const { losses: lost, isUnknown } = (await attributes) ?? { losses: [], isUnknown: false };
  const losses = [...unread, ...labels.losses, ...plan.losses, ...boot.losses, ...lost];
  const image = new LaidOutImage(plan, source, {
    label: labels.label,
    losses,
    boot: boot.facts,
    entries: tree.count,
    apart,
    attributesUnknown: isUnknown,
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
  const node = present(tree.made.get(checksumFileNames[checksums]));
  const file = new ChecksumFile(tree, node, checksums, isHidden);
  tree.sizeBytes[node] = file.sizeBytes;
  source.make(node, file);
  return file;
}
