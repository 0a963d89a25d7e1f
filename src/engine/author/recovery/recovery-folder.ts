import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../contract/failure/failure.ts';
import type { FetchedPackage } from '../../read/packages/fetch-packages.ts';
import { fillImageFolder } from './image-folder.ts';
import { loadOrder, wantedModules } from './kernel-modules.ts';
import { followed } from './libraries.ts';
import { nodeFor, ownLicences, programFiles } from './own-program.ts';
import { baseModules, baseParts, extraParts, KERNEL, type Part, rootModules } from './parts.ts';
import { initialTree, rootOf } from './root-of.ts';
import { takeFiles } from './take-files.ts';
import { writeInitrd } from './write-initrd.ts';
import { writeSquash } from './write-squash.ts';

export interface RecoveryOptions {
  readonly packages: readonly FetchedPackage[];
  readonly extras: readonly string[];
  /** The Node that goes into it. */
  readonly node: string;
  /** The folder of what runs: the built program, or its sources. */
  readonly here: string;
  /** Unix seconds of everything in it. */
  readonly seconds: number;
  /** How hard zstd tries; absent: as hard as it can. */
  readonly level?: number | undefined;
  readonly signal: AbortSignal;
  /** Bytes of packages and of the root, in all. */
  readonly onDone: (doneBytes: number) => void;
}

/** What goes into an image with these extras, in whatever order they were asked for. */
export function partsWith(extras: readonly string[]): Part[] {
  const asked = Object.entries(extraParts).filter(([name]) => extras.includes(name));
  return [...baseParts, ...asked.flatMap(([, parts]) => parts)];
}

/**
 * Makes the folder that becomes the recovery image, below a folder of its own; resolves with its path.
 *
 * @throws Failure `package-lacks`, `node-unfit`, `program-unfit`, and what reading packages may throw
 */
export async function recoveryFolder(room: string, options: RecoveryOptions): Promise<string> {
  const { packages, signal, seconds, node, here } = options;
  const parts = partsWith(options.extras);
  const program = programFiles(here);
  const nodeFile = await nodeFor(node, join(room, 'node'));
  let packageBytes = 0;
  const onTaken = (doneBytes: number): void => {
    packageBytes = doneBytes;
    options.onDone(doneBytes);
  };
  const taken = await takeFiles(packages, parts, { folder: join(room, 'taken'), signal, onDone: onTaken });
  const wanted = [...baseModules, ...parts.flatMap(({ modules = [] }) => modules)];
  const kernel = await wantedModules(taken, wanted);
  if (!kernel) throw new Failure('package-lacks', { name: KERNEL, file: 'lib/modules' });
  const tree = await rootOf({ taken, parts, kernel, node: nodeFile, program });
  const path = join(room, 'root.sqfs');
  const onDone = (doneBytes: number): void => options.onDone(packageBytes + doneBytes);
  const sizeBytes = await writeSquash(path, tree, { seconds, level: options.level, signal, onDone });
  const folder = join(room, 'image');
  await mkdir(join(folder, 'boot'), { recursive: true });
  const licences = ownLicences(here, node);
  await fillImageFolder(folder, { taken, packages, licences, seconds });
  const busybox = followed(taken, 'bin/busybox');
  if (!busybox) throw new Failure('package-lacks', { name: 'busybox-static', file: 'busybox' });
  const first = loadOrder(kernel, rootModules).map(({ file }) => file);
  await writeInitrd(join(folder, 'boot/initrd.img'), initialTree({ path, sizeBytes }, busybox, first), {
    seconds,
    signal,
  });
  for (const used of ['taken', 'node', 'root.sqfs'])
    await rm(join(room, used), { recursive: true, force: true });
  return folder;
}
