import { present } from '../../../contract/failure/present.ts';

/** Of a set of entries, all bytes but its own two. exFAT specification §6.3.3. */
export function setChecksum(set: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < set.length; at++)
    if (at !== 2 && at !== 3) sum = (((sum & 1) << 15) + (sum >> 1) + present(set[at])) & 0xffff;
  return sum;
}

/** Of a name in capitals. §7.6.4. */
export function nameHash(capitals: string): number {
  let hash = 0;
  for (let at = 0; at < capitals.length; at++) {
    const unit = capitals.charCodeAt(at);
    for (const byte of [unit & 0xff, unit >> 8]) hash = (((hash & 1) << 15) + (hash >> 1) + byte) & 0xffff;
  }
  return hash;
}

/** Of 32 bits: of the up-case table (§7.2.2), and of the boot region but for what changes while it is mounted (§3.4). */
export function longChecksum(bytes: Uint8Array, without: readonly number[] = []): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at++)
    if (!without.includes(at)) sum = (((sum << 31) | (sum >>> 1)) + present(bytes[at])) >>> 0;
  return sum;
}
