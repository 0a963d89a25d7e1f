import { readUtf16le } from '../../../bytes/codec/utf16.ts';
import {
  isChunkSize,
  USUAL_CHUNK_BYTES,
  WIM_SOLID_VERSION,
  WIM_VERSION,
  type WimHeader,
  wimHeader,
  wimKind,
  wimPacking,
} from '../../../bytes/formats/wim/header.ts';
import { bytesOf } from '../../../bytes/ranges/bytes-of.ts';
import { volumeUnsupported } from '../../../contract/failure/source-failures.ts';
import type { VolumeLimitFacts } from '../../../contract/failure/volume-limits.ts';
import type { Readable } from '../../../contract/ports/image.ts';
import { damageOf } from '../iso/damage.ts';
import { WimImages } from './wim-images.ts';
import { WimMedium } from './wim-medium.ts';
import { WimVolume } from './wim-volume.ts';

const MOST_XML_BYTES = 1 << 20;

/**
 * A WIM in one file; undefined for anything else.
 *
 * @throws Failure `file-system-unsupported` for solid ones (ESD), for parts (SWM) and for unknown ways of packing, `source-damaged`,
 *   `source-truncated`, `source-unreadable`
 */
export async function openWim(image: Readable, imagePath: string): Promise<WimVolume | undefined> {
  const head = await bytesOf(image)(0, wimHeader.sizeBytes);
  const kind = wimKind(head);
  if (!kind) return undefined;
  const header = wimHeader.decode(head, { onNote: () => {} });
  const limit = limitOf(header, kind);
  if (limit) throw volumeUnsupported(imagePath, limit);
  if (!isChunkSize(header.chunkBytes || USUAL_CHUNK_BYTES, wimPacking(header)))
    throw damageOf(imagePath)('wim-header', 0);
  const medium = new WimMedium(image, imagePath, header);
  const images = await WimImages.open(medium, header);
  const isSingle = images.blobs.trees.length === 1;
  const label = isSingle ? await nameOf(medium, header) : '';
  return new WimVolume(images, label, isSingle ? await images.root(0) : undefined);
}

function limitOf(header: WimHeader, kind: 'wim' | 'pipable'): VolumeLimitFacts | undefined {
  if (kind === 'pipable') return { reason: 'wim-pipable' };
  if (header.version === WIM_SOLID_VERSION || wimPacking(header) === 'other') return { reason: 'wim-solid' };
  if (header.version !== WIM_VERSION)
    return { reason: 'volume-features', standard: 'WIM', features: [`0x${header.version.toString(16)}`] };
  const { part, parts } = header;
  return parts === 1 ? undefined : { reason: 'wim-parts', part, parts };
}

/** What a person called the image. It is a help and no more. */
async function nameOf(medium: WimMedium, { xml }: WimHeader): Promise<string> {
  const bytes = await medium.whole(xml, MOST_XML_BYTES).catch(() => new Uint8Array(0));
  return /<NAME>([^<]*)<\/NAME>/.exec(readUtf16le(bytes))?.[1] ?? '';
}
