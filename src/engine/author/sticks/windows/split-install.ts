import {
  isChunkSize,
  USUAL_CHUNK_BYTES,
  WIM_VERSION,
  type WimHeader,
  wimHeader,
  wimKind,
  wimPacking,
} from '../../../bytes/formats/wim/header.ts';
import { RESOURCE_IS_PACKED } from '../../../bytes/formats/wim/resource.ts';
import { type SplittableWim, splitWim, type WimPart } from '../../../bytes/formats/wim/split.ts';
import { Failure } from '../../../contract/failure/failure.ts';
import type { FilesUnfitWhy } from '../../../contract/failure/files-unfit.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { WimMedium } from '../../../read/browse/wim/wim-medium.ts';

/** What `dism /Split-Image` and `wimlib-imagex split` are usually told: under 4 GiB with room to spare. */
export const PART_BYTES = 3_800_000_000;
/** Rows of 50 bytes: more than a million contents. */
const MOST_TABLE_BYTES = 64 << 20;
/** That of an installer with ten editions has some 30 KiB. */
const MOST_XML_BYTES = 4 << 20;

/**
 * Plans the parts of an `install.wim` that FAT32 cannot hold whole.
 *
 * @throws Failure `files-unfit` for one that cannot be split, `source-damaged`, `source-truncated`, `source-unreadable`
 */
export async function splitInstall(wim: Readable, path: string, partBytes: number): Promise<WimPart[]> {
  const refuse = (why: FilesUnfitWhy, sizeBytes: number) =>
    new Failure('files-unfit', { path, why, sizeBytes });
  const head = new Uint8Array(Math.min(wim.sizeBytes, wimHeader.sizeBytes));
  await wim.read(0, head);
  const kind = wimKind(head);
  if (!kind) throw refuse('file-too-large', wim.sizeBytes);
  const header = wimHeader.decode(head, { onNote: () => {} });
  const limit = limitOf(header, kind);
  if (limit) throw refuse(limit, wim.sizeBytes);
  const medium = new WimMedium(wim, path, header);
  if (!isChunkSize(header.chunkBytes || USUAL_CHUNK_BYTES, wimPacking(header)))
    throw medium.damaged('wim-header', 0);
  const parts = splitWim(await splittable(medium, header, wim.sizeBytes), partBytes);
  if (Array.isArray(parts)) return parts;
  if (parts.why === 'solid') throw refuse('wim-solid', wim.sizeBytes);
  if (parts.why === 'resource') throw refuse('wim-resource', parts.bytes);
  throw medium.damaged('wim-table', header.blobTable.atByte);
}

function limitOf(header: WimHeader, kind: 'wim' | 'pipable'): FilesUnfitWhy | undefined {
  if (kind === 'pipable') return 'wim-pipable';
  if (header.version !== WIM_VERSION || wimPacking(header) === 'other') return 'wim-solid';
  return header.parts === 1 ? undefined : 'wim-part';
}

async function splittable(medium: WimMedium, header: WimHeader, sizeBytes: number): Promise<SplittableWim> {
  const table = await medium.whole(withoutRole(header.blobTable), MOST_TABLE_BYTES);
  const xml = await medium.whole(withoutRole(header.xml), MOST_XML_BYTES);
  return { header, table, xml, sizeBytes };
}

/** Of its flags only whether it is packed says how to read it. */
function withoutRole(resource: WimHeader['xml']): WimHeader['xml'] {
  return { ...resource, flags: resource.flags & RESOURCE_IS_PACKED };
}
