import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { bytesOf } from '../../bytes/ranges/bytes-of.ts';
import { readAt } from '../../host/files/positional-io.ts';
import { descriptorsOf } from '../browse/iso/descriptors.ts';
import { recogniseUdf } from '../browse/udf/recognise.ts';

/**
 * Whether a file is an image whose files can be laid out anew, by what stands in it: ISO 9660 or UDF. Undefined when it could
 * not be looked at, and nothing but its name says anything.
 */
export async function holdsFiles(path: string): Promise<boolean | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (!file) return undefined;
  try {
    const found = await file.stat();
    if (!found.isFile()) return undefined;
    const image = {
      sizeBytes: found.size,
      async read(atByte: number, into: Uint8Array): Promise<void> {
        await readAt(file.fd, into, atByte);
      },
    };
    const isIso = (await descriptorsOf(bytesOf(image))).some(({ kind }) => kind === 'primary');
    return isIso || (await recogniseUdf(image, path)) !== undefined;
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}
