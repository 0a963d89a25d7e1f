import { be16, be32, le16, le32, SECTOR, text } from '../bytes.ts';
import type { ImageView } from '../image-view.ts';
import { checkVolume } from './volume.ts';
import type { Volume, VolumeKind } from './volume-facts.ts';

const FIRST_LBA = 16;
/** More descriptors than anybody writes. */
const MOST_DESCRIPTORS = 64;
const PRIMARY = 1;
const SUPPLEMENTARY = 2;
const TERMINATOR = 255;
const ROOT_EXTENT_AT = 158;

/** The descriptors of a volume and everything they lead to; false when there are none. ECMA-119 §6.7.1. */
export async function checkIso(view: ImageView): Promise<boolean> {
  const volumes: Volume[] = [];
  for (let lba = FIRST_LBA; ; lba++) {
    const bytes = await view.bytes(lba * SECTOR, SECTOR);
    const isDescriptor = bytes !== undefined && text(bytes, 1, 5) === 'CD001';
    if (lba === FIRST_LBA && !isDescriptor) return false;
    if (!isDescriptor || lba - FIRST_LBA >= MOST_DESCRIPTORS) {
      view.report('iso.terminator.missing', lba * SECTOR);
      break;
    }
    if (bytes[0] === TERMINATOR) break;
    const volume = volumeOf(view, bytes, lba * SECTOR);
    if (volume) volumes.push(volume);
  }
  if (volumes[0]?.kind !== 'primary') view.report('iso.primary.missing', FIRST_LBA * SECTOR);
  for (const volume of volumes) await checkVolume(view, asToldElsewhere(volume, volumes));
  return true;
}

/** ISO 9660:1999: one tree for both descriptors is held to the later rules. */
function asToldElsewhere(volume: Volume, volumes: readonly Volume[]): Volume {
  const isShared = volumes.some(({ kind, rootLba }) => kind === 'enhanced' && rootLba === volume.rootLba);
  return volume.kind === 'primary' && isShared ? { ...volume, kind: 'enhanced' } : volume;
}

function volumeOf(view: ImageView, bytes: Uint8Array, atByte: number): Volume | undefined {
  const type = bytes[0];
  if (type !== PRIMARY && type !== SUPPLEMENTARY) {
    if (bytes[6] !== 1) view.report('iso.descriptor.version', atByte + 6, { number: bytes[6] });
    return undefined;
  }
  const kind = type === PRIMARY ? 'primary' : supplementaryKind(view, bytes, atByte);
  const version = kind === 'enhanced' ? 2 : 1;
  for (const place of [6, 881])
    if (bytes[place] !== version)
      view.report('iso.descriptor.version', atByte + place, { number: bytes[place] }, { number: version });
  return volumeFacts(view, bytes.slice(), atByte, kind);
}

/** Joliet by its escape sequence, ISO 9660:1999 by its version. ECMA-119 §8.5.6. */
function supplementaryKind(view: ImageView, bytes: Uint8Array, atByte: number): VolumeKind {
  if (bytes[6] === 2) return 'enhanced';
  if (/^%\/[@CE]/.test(text(bytes, 88, 3))) return 'joliet';
  view.report('joliet.escape', atByte + 88);
  return 'other';
}

function volumeFacts(view: ImageView, bytes: Uint8Array, atByte: number, kind: VolumeKind): Volume {
  const both16 = (at: number): number => {
    const [little, big] = [le16(bytes, at), be16(bytes, at + 2)];
    if (little !== big) view.report('iso.volume.both-endian', atByte + at, { little, big });
    return little;
  };
  const both32 = (at: number): number => {
    const [little, big] = [le32(bytes, at), be32(bytes, at + 4)];
    if (little !== big) view.report('iso.volume.both-endian', atByte + at, { little, big });
    return little;
  };
  both16(120);
  both16(124);
  const blockBytes = both16(128);
  return {
    kind,
    isSecond: kind !== 'primary',
    atByte,
    bytes,
    sizeBytes: both32(80) * blockBytes,
    blockBytes,
    pathTableBytes: both32(132),
    lTableLba: le32(bytes, 140),
    mTableLba: be32(bytes, 148),
    rootLba: le32(bytes, ROOT_EXTENT_AT),
  };
}
