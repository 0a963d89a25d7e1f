import { Failure } from '../../contract/failure/failure.ts';
import { type Beside, TEXT_BYTES } from '../checksum/beside.ts';
import type { DirectoryEntry } from './zip-directory.ts';

/**
 * The folder of an archive that its image lies in. A text that cannot be unpacked here (encrypted, of another method) is not
 * there; one that does not match its checksum makes the archive a damaged one.
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
    async read(name) {
      const entry = entries.find((other) => other.name === folder + name);
      return entry && isText(entry) ? textOf(entry, contentOf(entry)) : undefined;
    },
  };
}

async function textOf(
  { contentBytes }: DirectoryEntry,
  content: AsyncGenerator<Uint8Array, void, void>,
): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let lengthBytes = 0;
  try {
    for await (const bytes of content) {
      parts.push(bytes);
      lengthBytes += bytes.length;
      // Its length is wrong, which nobody says who is stopped here.
      if (lengthBytes > contentBytes) return undefined;
    }
  } catch (error) {
    if (error instanceof Failure && error.code === 'compression-unsupported') return undefined;
    throw error;
  }
  return Buffer.concat(parts).toString('utf8');
}
