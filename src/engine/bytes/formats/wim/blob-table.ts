import { raw } from '../../codec/fixed.ts';
import { u16le, u32le } from '../../codec/numbers.ts';
import { field, struct } from '../../codec/struct.ts';
import { isSoundResource, RESOURCE_IS_METADATA, resourceHeader, type WimResource } from './resource.ts';

/** Windows Imaging File Format (WIM), "Lookup Table". */
const blobEntry = struct('wimBlobEntry', 50, [
  field('resource', resourceHeader, 'Resource Header'),
  field('part', u16le, 'Part Number'),
  field('references', u32le, 'Reference Count'),
  field('sha1', raw(20), 'Hash'),
]);

export interface BlobTable {
  /** Of contents, by the SHA-1 of what they unpack to, in hexadecimal digits. */
  readonly contents: ReadonlyMap<string, WimResource>;
  /** Of the trees, in the order of the images. */
  readonly trees: readonly WimResource[];
}

/** Undefined for one that names places that no file has. */
export function readBlobTable(bytes: Uint8Array): BlobTable | undefined {
  const contents = new Map<string, WimResource>();
  const trees: WimResource[] = [];
  for (let atByte = 0; atByte + blobEntry.sizeBytes <= bytes.length; atByte += blobEntry.sizeBytes) {
    const { resource, sha1 } = blobEntry.decode(bytes, { atByte, onNote: () => {} });
    if (!isSoundResource(resource)) return undefined;
    if (resource.flags & RESOURCE_IS_METADATA) trees.push(resource);
    else contents.set(hashText(sha1), resource);
  }
  return { contents, trees };
}

export function hashText(sha1: Uint8Array): string {
  return Buffer.from(sha1).toString('hex');
}
