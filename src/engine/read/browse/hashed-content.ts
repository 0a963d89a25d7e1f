import { createHash } from 'node:crypto';
import type { Failure } from '../../contract/failure/failure.ts';
import type { Content } from './volume.ts';

/**
 * A file without holes whose SHA-1 the medium tells. What unpacks without an error may still be wrong.
 *
 * @param sha1 in hexadecimal digits
 */
export function hashedContent(content: Content, sha1: string, damaged: () => Failure): Content {
  return {
    sizeBytes: content.sizeBytes,
    read: (atByte, into) => content.read(atByte, into),
    compare() {
      const hash = createHash('sha1');
      return {
        passed: (bytes) => void hash.update(bytes),
        end() {
          if (hash.digest('hex') !== sha1) throw damaged();
        },
      };
    },
  };
}
