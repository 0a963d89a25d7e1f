import { le32, SECTOR, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { checkFileSystem } from './file-system.ts';
import { checkSequences, type UdfVolume } from './sequences.ts';
import { ANCHOR, checkTag, hasTag, tagIdentifier } from './tag.ts';

const FIRST_LBA = 16;
const MOST_DESCRIPTORS = 64;
const ANCHOR_BLOCK = 256;

/** Everything UDF in an image; false when there is none. ECMA-167 part 3. */
export async function checkUdf(view: ImageView): Promise<boolean> {
  const recognition = await recognitionOf(view);
  const isNamed = recognition.includes('BEA01') || recognition.some((name) => name.startsWith('NSR'));
  const anchors = await anchorsOf(view);
  if (!isNamed && anchors.valid.length === 0) return false;
  if (!/BEA01,NSR0[23],TEA01/.test(recognition.join()))
    view.report('udf.recognition', FIRST_LBA * SECTOR, recognition.join(' ') || 'none');
  await checkAnchors(view, anchors);
  const anchor = anchors.valid[0];
  const volume = anchor && (await checkSequences(view, anchor.bytes));
  if (volume) await checkVolume(view, volume);
  return true;
}

/** Volume structure descriptors behind sector 16. ECMA-167 2/8.3. */
async function recognitionOf(view: ImageView): Promise<string[]> {
  const names: string[] = [];
  for (let lba = FIRST_LBA; lba < FIRST_LBA + MOST_DESCRIPTORS; lba++) {
    const bytes = await view.bytes(lba * SECTOR, 8);
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
  readonly valid: readonly Anchor[];
  /** Blocks that say they are one, and are not as they should be. */
  readonly broken: readonly Anchor[];
}

/** ECMA-167 3/8.4.2.1: 256, the last block, the 256th before it. */
async function anchorsOf(view: ImageView): Promise<Anchors> {
  const last = Math.floor(view.sizeBytes / SECTOR) - 1;
  const valid: Anchor[] = [];
  const broken: Anchor[] = [];
  for (const block of new Set([ANCHOR_BLOCK, last, last - 256])) {
    const bytes = (await view.bytes(block * SECTOR, 512))?.slice();
    if (hasTag(bytes, ANCHOR) && le32(bytes, 12) === block) valid.push({ block, bytes });
    else if (bytes && tagIdentifier(bytes) === ANCHOR) broken.push({ block, bytes });
  }
  return { valid, broken };
}

async function checkAnchors(view: ImageView, { valid, broken }: Anchors): Promise<void> {
  for (const { block, bytes } of [...valid, ...broken])
    checkTag(view, bytes, { atByte: block * SECTOR, location: block });
  const blocks = valid.map(({ block }) => block);
  if (!blocks.includes(ANCHOR_BLOCK) || blocks.length < 2)
    view.report('udf.anchor', ANCHOR_BLOCK * SECTOR, `found at ${blocks.join(', ') || 'none'}`);
}

async function checkVolume(view: ImageView, volume: UdfVolume): Promise<void> {
  const { partition } = volume;
  const end = (partition.startBlock + partition.lengthBlocks) * SECTOR;
  if (end > view.sizeBytes)
    view.report('udf.partition', volume.partitionAt, `it ends at byte ${end} of ${view.sizeBytes}`);
  await checkFileSystem(view, volume);
}
