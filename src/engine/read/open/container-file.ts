import { constants, lstatSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { errnoOf } from '../../contract/failure/errno.ts';
import { Failure } from '../../contract/failure/failure.ts';
import type { ConfirmedFiles } from '../../contract/plan/confirmed-files.ts';
import type { Image } from '../../contract/ports/image.ts';
import { demandConfirmed } from '../../host/trust/confirmed-files.ts';
import type { ContainerFile } from '../containers/container.ts';
import { isPlainFile, namedBeside, partPlace } from '../containers/name-beside.ts';
import { fileImage } from './file-image.ts';

/** A container and the parts of it that were opened: all are closed, and asked whether they changed, together. */
export interface OpenContainer {
  readonly file: ContainerFile;
  parts(): readonly Image[];
  close(): Promise<void>;
}

/** @param files what was confirmed: a part is one of it, like the file that was named */
export function openContainerFile(
  path: string,
  main: Image,
  files: ConfirmedFiles | undefined,
): OpenContainer {
  const opened = new Map<string, Image>();
  const openPart = async (name: string): Promise<Image & { readonly path: string }> => {
    const place = partPlace(path, name);
    const before = opened.get(name);
    if (before) return { ...before, path: place };
    const part = await openImagePart(place, path, name, files);
    opened.set(name, part);
    return { ...part, path: place };
  };
  return {
    file: {
      path,
      sizeBytes: main.sizeBytes,
      read: (atByte, into) => main.read(atByte, into),
      hasBeside: (name) => isPlainFile(partPlace(path, name)),
      nameBeside: (name) => namedBeside(path, name),
      openBeside: openPart,
    },
    parts: () => [...opened.values()],
    async close() {
      for (const part of opened.values()) await part.close().catch(() => undefined);
    },
  };
}

/** A link could lead anywhere in the name of somebody else: a part lies where it is. */
export async function openImagePart(
  place: string,
  path: string,
  name: string,
  files: ConfirmedFiles | undefined,
): Promise<Image> {
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Failure('source-needs-parts', { path, missing: [name] });
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  const handle = await open(place, O_RDONLY | O_NONBLOCK | O_NOFOLLOW).catch((error: unknown) => {
    throw new Failure('source-unreadable', { path: place, errno: errnoOf(error) }, { cause: error });
  });
  try {
    const before = await handle.stat({ bigint: true });
    demandConfirmed(place, files, before);
    if (!before.isFile()) throw new Failure('source-needs-parts', { path, missing: [name] });
    return fileImage(place, handle, before);
  } catch (error) {
    await handle.close();
    throw error;
  }
}
