import { realpath } from 'node:fs/promises';
import { Failure } from '../engine/contract/failure/failure.ts';
import { isUrl } from '../engine/contract/plan/source-path.ts';
import { isImage, type Readable } from '../engine/contract/ports/image.ts';
import type { ImageMounted, ImageMounts, MountWanted } from '../engine/contract/ports/image-mounts.ts';
import { mountableIn } from '../engine/read/open/mountable.ts';
import { openSource } from '../engine/read/open/open-source.ts';
import { partitionPath } from '../engine/read/open/partition-path.ts';
import { inEnglish, t } from '../words/language.ts';
import { quoted } from '../words/quoted.ts';
import { usageFailure } from '../words/spoken-failure.ts';
import { absolutePath } from './absolute-path.ts';
import type { Face } from './face.ts';
import type { CommonOptions } from './given.ts';
import { isDevice, openReadable } from './readable.ts';
import { stopBySignal } from './stop-by-signal.ts';
import { tell, tellJson } from './tell.ts';

/** `isowright mount`: what is mounted; `isowright mount IMAGE [DIR]`: shows its files in a folder, read-only. */
export async function mount(
  image: string | undefined,
  folder: string | undefined,
  flags: CommonOptions,
  face: Face,
): Promise<number> {
  const mounts = mountsOf(face);
  if (image === undefined) return list(mounts, flags, face);
  const { signal, close } = stopBySignal(face);
  try {
    const { wanted, isDirty } = await lookedAt(image, folder, face);
    signal.throwIfAborted();
    if (flags.dryRun) return await tellPlan(mounts, wanted, flags, face);
    const mounted = await mounts.mount(wanted, signal);
    tellMounted(mounted, isDirty, flags, face);
    return 0;
  } finally {
    close();
  }
}

/** `isowright unmount PLACE`: by its folder, or by the image. */
export async function unmount(place: string, flags: CommonOptions, face: Face): Promise<number> {
  const mounts = mountsOf(face);
  const path = absolutePath(place, face);
  const gone = flags.dryRun ? await mounts.mountedAt(path) : await mounts.unmount(path);
  const say = t().mounts;
  if (flags.json) tellJson(face.out, { [flags.dryRun ? 'mounts' : 'unmounted']: gone.map(jsonOf) }, 2);
  else for (const { at } of gone) tell(face.out, flags.dryRun ? say.wouldUnmount(at) : say.unmounted(at));
  return 0;
}

/** @throws Failure `not-supported-here` */
function mountsOf({ machine }: Face): ImageMounts {
  if (machine.mounts) return machine.mounts;
  throw new Failure('not-supported-here', { what: 'mounting-images', platform: process.platform });
}

async function list(mounts: ImageMounts, { json }: CommonOptions, face: Face): Promise<number> {
  const all = await mounts.list();
  const say = t().mounts;
  if (json) tellJson(face.out, { mounts: all.map(jsonOf) }, 2);
  else if (all.length === 0) tell(face.out, say.none);
  else tell(face.out, ...all.map((one) => say.line(nameOf(one), one.at, one.fileSystem, one.by)));
  return 0;
}

interface LookedAt {
  readonly wanted: MountWanted;
  readonly isDirty: boolean;
}

/** What is in the image, and where. @throws Failure what opening sources, drives and partitions may throw */
async function lookedAt(given: string, folder: string | undefined, face: Face): Promise<LookedAt> {
  if (given === '-' || isUrl(given)) throw usageFailure(() => t().mounts.onlyFiles(given));
  const at = folder === undefined ? undefined : absolutePath(folder, face);
  const { imagePath, number } = await partitionPath(absolutePath(given, face));
  const opened = await openPlain(imagePath, face);
  try {
    const found = await mountableIn(opened.bytes, imagePath, number);
    const { fileSystem, startByte, lengthBytes, partition, isDirty = false } = found;
    const path = await realpath(imagePath);
    const { container } = opened;
    return { wanted: { path, partition, fileSystem, startByte, lengthBytes, container, at }, isDirty };
  } finally {
    await opened.close();
  }
}

interface Plain {
  readonly bytes: Readable;
  /** Its bytes are not those of the file. */
  readonly container?: string | undefined;
  close(): Promise<void>;
}

/** @throws Failure `usage` for what comes in order */
async function openPlain(path: string, face: Face): Promise<Plain> {
  if (await isDevice(path)) {
    const { sizeBytes = 0, read, close } = await openReadable(path, face);
    return { bytes: { sizeBytes, read }, close };
  }
  const source = await openSource(path, { asDrive: true, unchecked: true });
  const close = (): Promise<void> => source.close();
  if (isImage(source)) return { bytes: source, container: source.packed?.container, close };
  await close();
  throw usageFailure(() => t().mounts.compressed(path));
}

async function tellPlan(
  mounts: ImageMounts,
  wanted: MountWanted,
  { json }: CommonOptions,
  face: Face,
): Promise<number> {
  const { by, at, elevated } = await mounts.plan(wanted);
  const { path, partition, fileSystem } = wanted;
  const name = nameOf(wanted);
  if (json)
    tellJson(
      face.out,
      { path, partition, mountPoint: at ?? null, fileSystem, by, elevated, readOnly: true },
      2,
    );
  else
    tell(
      face.out,
      t().mounts.wouldMount(
        name,
        at ?? t().mounts.newFolder,
        fileSystem,
        elevated ? t().mounts.asRoot(by) : by,
      ),
    );
  return 0;
}

function tellMounted(
  mounted: ImageMounted,
  isDirty: boolean,
  { json, quiet }: CommonOptions,
  face: Face,
): void {
  const say = t().mounts;
  const isReplayed = !isDirty;
  const code = 'journal-not-replayed';
  if (json) {
    const text = inEnglish(() => t().mounts.notReplayed(nameOf(mounted)));
    tellJson(face.out, { ...jsonOf(mounted), notes: isReplayed ? [] : [{ code, text }] }, 2);
    return;
  }
  tell(face.out, mounted.at);
  if (!isReplayed) tell(face.err, say.notReplayed(nameOf(mounted)));
  if (!quiet) tell(face.err, say.mounted(mounted.fileSystem, mounted.by, quoted(mounted.at)));
}

function jsonOf({ path, partition, at, fileSystem, by }: ImageMounted): object {
  return {
    path,
    ...(partition !== undefined && { partition }),
    mountPoint: at,
    fileSystem,
    by,
    readOnly: true,
  };
}

function nameOf({ path, partition }: Pick<ImageMounted, 'path' | 'partition'>): string {
  return partition === undefined ? path : `${path}@${partition}`;
}
