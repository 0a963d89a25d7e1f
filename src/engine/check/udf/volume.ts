import { present } from '../../contract/failure/present.ts';
import { le32, SECTOR, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { checkFileSystem } from './file-system.ts';
import { checkSequences, type UdfVolume } from './sequences.ts';
import { ANCHOR, checkTag, hasTag, tagIdentifier } from './tag.ts';

const FIRST_BYTE = 16 * SECTOR;
const MOST_DESCRIPTORS = 64;
const ANCHOR_BLOCK = 256;
/** On media that are not closed. UDF 1.50 §6.10, 2.60 §6.11. */
const OPEN_ANCHOR_BLOCK = 512;
/** Optical media first. UDF 2.60 §2.2.4.2: a block is a sector. */
const BLOCK_SIZES = [SECTOR, 512, 4096, 1024, 8192, 16_384, 32_768];

/** Everything UDF in an image; false when there is none. ECMA-167 part 3. */
export async function checkUdf(view: ImageView): Promise<boolean> {
  const anchors = await anchorsOf(view);
  const recognition = await recognitionOf(view, Math.max(SECTOR, anchors.blockBytes));
  const isNamed = recognition.includes('BEA01') || recognition.some((name) => name.startsWith('NSR'));
  if (!isNamed && anchors.valid.length === 0) return false;
  if (!/BEA01,NSR0[23],TEA01/.test(recognition.join()))
    view.report('udf.recognition', FIRST_BYTE, { text: recognition.join(' ') });
  const anchor = anchors.valid[0];
  const volume = anchor && (await checkSequences(view, anchor.bytes, anchors.blockBytes));
  checkAnchors(view, anchors, volume);
  if (volume) await checkVolume(view, volume);
  return true;
}

/** Volume structure descriptors behind sector 16, one a sector. ECMA-167 2/8.3. */
async function recognitionOf(view: ImageView, stepBytes: number): Promise<string[]> {
  const names: string[] = [];
  for (let i = 0; i < MOST_DESCRIPTORS; i++) {
    const bytes = await view.bytes(FIRST_BYTE + i * stepBytes, 8);
    const name = bytes ? text(bytes, 1, 5) : '';
    if (!/^(CD001|BEA01|BOOT2|NSR0[23]|TEA01)$/.test(name)) break;
    if (name !== 'CD001') names.push(name);
  }
  return names;
}

interface Anchor {
  readonly block: number;
  readonly bytes: Uint8Array;
}

interface Anchors {
  readonly blockBytes: number;
  readonly valid: readonly Anchor[];
  /** Blocks that say they are one, and are not as they should be. */
  readonly broken: readonly Anchor[];
}

/** With the size of blocks for which there is one. */
async function anchorsOf(view: ImageView): Promise<Anchors> {
  const found: Anchors[] = [];
  for (const blockBytes of BLOCK_SIZES) found.push(await anchorsWith(view, blockBytes));
  return found.find(({ valid }) => valid.length > 0) ?? present(found[0]);
}

/** ECMA-167 3/8.4.2.1: 256, the last block, the 256th before it. */
async function anchorsWith(view: ImageView, blockBytes: number): Promise<Anchors> {
  const last = Math.floor(view.sizeBytes / blockBytes) - 1;
  const valid: Anchor[] = [];
  const broken: Anchor[] = [];
  for (const block of new Set([ANCHOR_BLOCK, last, last - ANCHOR_BLOCK, OPEN_ANCHOR_BLOCK])) {
    const bytes = (await view.bytes(block * blockBytes, 512))?.slice();
    if (hasTag(bytes, ANCHOR) && le32(bytes, 12) === block) valid.push({ block, bytes });
    else if (bytes && tagIdentifier(bytes) === ANCHOR && block !== OPEN_ANCHOR_BLOCK)
      broken.push({ block, bytes });
  }
  return { blockBytes, valid, broken };
}

/** Media with a virtual allocation table are not closed, and may have one. UDF 2.60 §2.2.3. */
function checkAnchors(
  view: ImageView,
  { blockBytes, valid, broken }: Anchors,
  volume: UdfVolume | undefined,
): void {
  for (const { block, bytes } of [...valid, ...broken])
    checkTag(view, bytes, { atByte: block * blockBytes, location: block });
  const isOpen = volume?.maps.some(({ kind }) => kind === 'virtual') ?? false;
  const blocks = valid.map(({ block }) => block).filter((block) => isOpen || block !== OPEN_ANCHOR_BLOCK);
  if (isOpen ? blocks.length === 0 : !blocks.includes(ANCHOR_BLOCK) || blocks.length < 2)
    view.report('udf.anchor', ANCHOR_BLOCK * blockBytes, { block: blocks.join(', ') });
}

async function checkVolume(view: ImageView, volume: UdfVolume): Promise<void> {
  const isOpen = volume.maps.some(({ kind }) => kind === 'virtual');
  for (const { startBlock, lengthBlocks, atByte } of volume.partitions.values()) {
    const end = (startBlock + lengthBlocks) * volume.blockBytes;
    // What is not yet written of a medium is in no image of it.
    if (end > view.sizeBytes && !isOpen)
      view.report('udf.partition', atByte, { bytes: end }, { bytes: view.sizeBytes });
  }
  await checkFileSystem(view, volume);
}
