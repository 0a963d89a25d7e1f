import { readMapped } from '../../bytes/mapped/read-mapped.ts';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { Failure } from '../../contract/failure/failure.ts';
import { notAnImage } from '../../contract/failure/source-failures.ts';
import type { Image } from '../../contract/ports/image.ts';

import { type Checked, checkedImage } from '../checksum/checked-source.ts';
import { findImageChecks } from '../checksum/find-checks.ts';
import type { Suspect } from '../containers/checked-bytes.ts';
import type { Content, Opener } from '../containers/container.ts';
import { openerOf } from '../containers/openers.ts';
import { kindByEnd, TRAILER_BYTES } from '../containers/trailer.ts';
import { seekableZstd } from '../containers/zstd/open-zstd.ts';
import { containerOf } from '../decode/containers.ts';
import { type BesideOptions, type ContainerChecks, containerChecks } from './container-checks.ts';
import { type OpenContainer, openContainerFile } from './container-file.ts';
import { kindOf } from './foreign/find-kind.ts';
import { LOOK_BYTES, refuseContent, refuseEnd } from './not-an-image.ts';
import { noteCheck, noteRefused } from './note-check.ts';
import type { OpenSourceOptions } from './open-options.ts';
import { steadyImage } from './steady-image.ts';

/**
 * What is in a container that is read here, as an image: at any place, with nothing unpacked beside. Undefined for what is none, and
 * where bytes are wanted as they are.
 *
 * @throws Failure `source-unsupported`, `source-needs-parts`, `source-damaged`, `source-truncated`
 */
export async function containerImage(
  file: Image,
  path: string,
  first: Uint8Array,
  options: BesideOptions,
): Promise<(Image & Checked) | undefined> {
  if (options.raw && !options.opensContainers) return undefined;
  const opener = await openerFor({ ...file, path }, first, options);
  if (!opener) return undefined;
  const checks = await containerChecks(path, file, options);
  const seen = checks.isWanted ? steadyImage(file) : file;
  const container = openContainerFile(path, seen, options.files);
  try {
    const outer = await contentOf(opener, container, options);
    const content = outer?.holdsAnything ? await heldIn(outer, path, options) : outer;
    if (content?.sizeBytes === 0 && !options.raw)
      throw notAnImage(path, { reason: 'empty-disk', format: content.format });
    return content && (await imageOf({ path, file: seen, container, content, checks }, options));
  } catch (error) {
    await container.close();
    throw error;
  }
}

/** Some say at their end that they are one, whatever the disc in them begins with. */
async function openerFor(
  file: Suspect,
  first: Uint8Array,
  { bySectors }: OpenSourceOptions,
): Promise<Opener | undefined> {
  const last = await bytesOf(file)(Math.max(0, file.sizeBytes - TRAILER_BYTES), TRAILER_BYTES);
  if (containerOf(first)?.name === 'zstd') {
    const opener = await seekableZstd(file, last);
    if (opener) return opener;
  }
  const byFirst = containerOf(first) ? undefined : kindOf(first);
  const isRaw = byFirst?.reason === 'raw-sectors';
  const found = isRaw ? (kindByEnd(last) ?? byFirst) : (byFirst ?? kindByEnd(last));
  return found && !(isRaw && bySectors) ? openerOf(found) : undefined;
}

/**
 * What is packed is an image like any other, or a container, whose parts are not beside it then.
 *
 * @throws Failure `source-not-an-image`, and of the container
 */
async function heldIn(outer: Content, path: string, options: OpenSourceOptions): Promise<Content> {
  const held = readMapped(outer);
  const first = await bytesOf(held)(0, LOOK_BYTES);
  const none = { hasBeside: () => false, nameBeside: () => undefined };
  const openBeside = (name: string) =>
    Promise.reject(new Failure('source-needs-parts', { path, missing: [name] }));
  const opener = await openerFor({ ...held, path }, first, options);
  if (opener) {
    const inner = await opener({ path, ...held, ...none, openBeside });
    return { ...inner, notes: [...outer.notes, ...inner.notes] };
  }
  if (!options.raw) {
    refuseContent(path, first, outer.format);
    const twice = containerOf(first);
    if (twice) throw notAnImage(path, { reason: 'packed-twice', inner: twice.name });
    await refuseEnd(path, held, first);
  }
  return outer;
}

/** Whoever only asks what a file is gets it as it is, where it cannot be read otherwise. */
async function contentOf(
  opener: Opener,
  { file, close }: OpenContainer,
  { raw }: OpenSourceOptions,
): Promise<Content | undefined> {
  try {
    return await opener(file);
  } catch (error) {
    if (!raw || !(error instanceof Failure)) throw error;
    await close();
    return undefined;
  }
}

interface Opened {
  readonly path: string;
  readonly file: Image;
  readonly container: OpenContainer;
  readonly content: Content;
  readonly checks: ContainerChecks;
}

async function imageOf(opened: Opened, options: BesideOptions): Promise<Image & Checked> {
  const { path, file, content, checks } = opened;
  const { format, notes, sizeBytes, tracks } = content;
  if (tracks) options.onTracks?.(tracks);
  for (const note of notes)
    options.onNote?.({ code: 'container', path, facts: { inContainer: { format, ...note } } });
  const image = plainImage(opened);
  const about = {
    path,
    isPacked: true,
    first: await bytesOf(image)(0, LOOK_BYTES),
    sizeBytes,
    leavesSha256: options.leavesSha256 ?? false,
    bmap: options.bmap,
    files: options.files,
    unchecked: options.unchecked,
    ...checks.forImage,
  };
  const found = await findImageChecks(options.beside, about);
  noteRefused(found, options);
  const checked = checkedImage(image, found, (check) => noteCheck(check, path, options));
  const mapped = found.mapped ?? content.mapped;
  return {
    ...checked,
    ...(mapped && { mapped }),
    zerosAt: (atByte, mostBytes) => zerosIn(content, atByte, mostBytes),
    packed: { container: format, packedBytes: file.sizeBytes },
    isSigned: checks.isSigned,
    checkedAgainst: [...checks.against, ...checked.checkedAgainst],
  };
}

async function zerosIn(content: Content, atByte: number, mostBytes: number): Promise<number> {
  const run = await content.runAt(atByte, mostBytes);
  return run.kind === 'zeros' ? Math.min(run.lengthBytes, mostBytes) : 0;
}

/** Its content alone. What is published about the container is held against that at the end. */
function plainImage({ path, file, container, content, checks }: Opened): Image {
  const { sizeBytes } = content;
  const { read } = readMapped(content);
  return {
    path,
    sizeBytes,
    read,
    extents: () => [{ atByte: 0, lengthBytes: sizeBytes, from: 'file' }],
    async settle() {
      await checks.settle(file);
      await file.settle?.();
      for (const part of container.parts()) await part.settle?.();
    },
    async close() {
      await container.close();
      await file.close();
    },
  };
}
