import { fatSizeBytes } from '../../../bytes/formats/fat/read.ts';
import { type ReadAt, within } from '../../../bytes/ranges/bytes-of.ts';
import { letters } from '../foreign/fields.ts';
import { foreignIn, HEAD_BYTES } from '../foreign/find-foreign.ts';
import { appleRegions, gptRegions, mbrRegions, type Region } from './partitions.ts';
import type { Claim } from './shortfalls.ts';
import { wimEndByte } from './wim.ts';

const MOST_REGIONS = 256;
const ISO_AT = (32 << 10) + 1;

/** Partition tables, the file systems in partitions, and a file system or archive that is the whole image. */
export async function diskClaims(bytes: ReadAt): Promise<Claim[]> {
  const head = await bytes(0, HEAD_BYTES);
  const isIso = letters(head, ISO_AT, 5) === 'CD001';
  const whole = isIso ? undefined : (wholeClaim(head) ?? fileSystemIn(head, 0));
  return whole ? [whole] : tableClaims(bytes, isIso);
}

/** Partition tables, and the file systems in partitions. */
export async function tableClaims(bytes: ReadAt, isIso: boolean): Promise<Claim[]> {
  const gpt = await gptRegions(bytes);
  const regions = [...(gpt?.regions ?? []), ...(await mbrRegions(bytes)), ...(await appleRegions(bytes))];
  const claims: Claim[] = gpt ? [{ part: 'backup-gpt', endByte: gpt.backupEndByte }] : [];
  for (const region of regions.slice(0, MOST_REGIONS))
    claims.push(...(await regionClaims(bytes, region, isIso)));
  return claims;
}

function wholeClaim(head: Uint8Array): Claim | undefined {
  const endByte = wimEndByte(head);
  return endByte === undefined ? undefined : { part: 'wim', endByte };
}

/** A partition of an MBR may end with its cylinder; then the file system in it must be all there. */
async function regionClaims(bytes: ReadAt, region: Region, isIso: boolean): Promise<Claim[]> {
  const { table, number, startByte, lengthBytes, isContainer } = region;
  const inside = isContainer
    ? undefined
    : fileSystemIn(await within(bytes, startByte)(0, HEAD_BYTES), startByte, number);
  const isHeld = inside !== undefined || isContainer === true || isIso;
  const part = table === 'apple' ? 'apple-partition' : 'partition';
  const claim: Claim = { part, number, endByte: startByte + lengthBytes };
  const own: Claim = table === 'mbr' && isHeld ? { ...claim, spared: 'cylinder' } : claim;
  return inside ? [own, inside] : [own];
}

function fileSystemIn(head: Uint8Array, startByte: number, number?: number): Claim | undefined {
  const fatBytes = fatSizeBytes(head);
  const found = fatBytes === undefined ? foreignIn(head) : { name: 'FAT', sizeBytes: fatBytes };
  if (found?.sizeBytes === undefined) return undefined;
  const at = number === undefined ? {} : { number };
  return { part: 'file-system', name: found.name, endByte: startByte + found.sizeBytes, ...at };
}
