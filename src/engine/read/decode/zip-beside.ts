import { Failure } from '../../contract/failure/failure.ts';
import { type Beside, type Looked, TEXT_BYTES } from '../checksum/beside.ts';
import { decodedText } from '../checksum/decoded-text.ts';
import type { DirectoryEntry } from './zip-directory.ts';

/**
 * The folder of an archive that its image lies in. A text that cannot be unpacked here (encrypted, of another method) cannot
 * be read; one that does not match its checksum makes the archive a damaged one.
 */
export function besideInZip(
  path: string,
  image: DirectoryEntry,
  entries: readonly DirectoryEntry[],
  contentOf: (entry: DirectoryEntry) => AsyncGenerator<Uint8Array, void, void>,
): Beside {
  const folder = image.name.slice(0, image.name.lastIndexOf('/') + 1);
  const isText = ({ contentBytes }: DirectoryEntry): boolean => contentBytes <= TEXT_BYTES;
  return {
    name: image.name.slice(folder.length),
    isFar: false,
    whereIs: (name) => `${path}: ${folder}${name}`,
    names: async () =>
      entries
        .filter(({ name }) => name.startsWith(folder) && !name.slice(folder.length).includes('/'))
        .map(({ name }) => name.slice(folder.length)),
    async look(name) {
      const entry = entries.find((other) => other.name === folder + name);
      if (!entry) return undefined;
      return isText(entry) ? await textOf(entry, contentOf(entry)) : { reason: 'too-large' };
    },
  };
}

async function textOf(
  { contentBytes }: DirectoryEntry,
  content: AsyncGenerator<Uint8Array, void, void>,
): Promise<Looked> {
  const parts: Uint8Array[] = [];
  let lengthBytes = 0;
  try {
    for await (const bytes of content) {
      parts.push(bytes);
      lengthBytes += bytes.length;
      // Its length is wrong, which nobody says who is stopped here.
      if (lengthBytes > contentBytes) return { reason: 'unreadable' };
    }
  } catch (error) {
    if (error instanceof Failure && error.code === 'compression-unsupported') return { reason: 'unreadable' };
    throw error;
  }
  return decodedText(Buffer.concat(parts));
}
