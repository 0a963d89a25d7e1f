import type { ApartEntry } from '../../contract/events/apart.ts';
import type { BootFacts } from '../../contract/events/boot-facts.ts';
import type { AppliedChange } from '../../contract/events/edited.ts';
import type { Loss } from '../../contract/events/loss.ts';
import { present } from '../../contract/failure/present.ts';
import type { AuthorOptions } from '../../contract/plan/plan.ts';
import { diskIds } from '../boot/disk-ids.ts';
import { nodeReader } from '../boot/node-reader.ts';
import type { Original } from '../boot/original.ts';
import { ChecksumFile, checksumFileNames } from '../content/checksum-file.ts';
import type { ContentSource } from '../content/content-source.ts';
import type { KeptList } from '../content/kept-list.ts';
import { labelsOf } from '../iso/label.ts';
import type { DescribedOptions } from '../iso/like-original.ts';
import type { AttributeLosses } from '../tree/attributes.ts';
import { inTurns, telling } from '../tree/cooperative.ts';
import { hiddenInTrees } from '../tree/hidden.ts';
import type { Tree } from '../tree/tree.ts';
import type { AuthorProgress } from './author-progress.ts';
import { bootOfFolder } from './boot-of-folder.ts';
import { LaidOutImage } from './laid-out-image.ts';
import { bootNodes, packTree } from './pack-tree.ts';
import { fileSeconds, planFolder, volumeSeconds } from './plan-folder.ts';

/** A tree that becomes an image. */
export interface TreeToAuthor {
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
  /** What changes did to it. */
  readonly applied?: readonly AppliedChange[];
  /** Checksum files of the tree that stay true. */
  readonly lists?: readonly KeptList[];
}

/** Plans a tree as an image. @throws Failure as `authorFolder` */
export async function authorTree(
  {
    name,
    tree,
    losses: unread,
    attributes,
    apart,
    excluded,
    source,
    original,
    lists = [],
    applied = [],
  }: TreeToAuthor,
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
    boot: withEfiNote(boot.facts, applied),
    entries: tree.count,
    apart,
    attributesUnknown: isUnknown,
    excluded,
    md5: options.md5,
  });
  const patched = bootNodes(boot.plan);
  for (const list of lists) {
    list.patch(patched);
    image.bind(list);
  }
  if (checksums) image.bind(checksums);
  return image;
}

/** Files below /EFI are often copies of those that UEFI starts, which lie in a file system of their own. */
function withEfiNote(facts: BootFacts, applied: readonly AppliedChange[]): BootFacts {
  const { efi, notes } = facts;
  const isBelow = (path = '') => /^\/efi(\/|$)/i.test(path);
  const isChanged = applied.some(
    ({ do: what, path, from }) => isBelow(path) || (what === 'rename' && isBelow(from)),
  );
  if (!isChanged || efi === undefined || efi.from === 'built') return facts;
  return { ...facts, notes: [...notes, { code: 'efi-image-as-it-was', about: efi.path }] };
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
