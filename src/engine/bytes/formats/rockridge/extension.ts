import { ascii } from '../../codec/fixed.ts';
import { extensionsReference } from './fields.ts';

/**
 * The identifier every reader knows (Linux, FreeBSD, GRUB); 1.12's own "IEEE_1282" is not known to all, and its longer
 * PX tells itself by its length byte.
 */
export const ROCK_RIDGE_ID = 'RRIP_1991A';
const DESCRIPTOR = 'THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS';
const SOURCE =
  'PLEASE CONTACT DISC PUBLISHER FOR SPECIFICATION SOURCE.  SEE PUBLISHER IDENTIFIER IN PRIMARY VOLUME DESCRIPTOR FOR CONTACT INFORMATION.';

/** The ER field of Rock Ridge, once in the root's own record. SUSP §5.5, RRIP §4.3. */
export function rockRidgeReference(): Uint8Array {
  const texts = ascii(ROCK_RIDGE_ID + DESCRIPTOR + SOURCE);
  const bytes = new Uint8Array(extensionsReference.sizeBytes + texts.length);
  extensionsReference.write(bytes, 0, {
    lengthBytes: bytes.length,
    identifierBytes: ROCK_RIDGE_ID.length,
    descriptorBytes: DESCRIPTOR.length,
    sourceBytes: SOURCE.length,
  });
  bytes.set(texts, extensionsReference.sizeBytes);
  return bytes;
}
