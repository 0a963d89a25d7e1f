import { present } from '../../contract/failure/present.ts';
import { le16, le32, text } from '../bytes.ts';

/** A partition map as the check understands it. ECMA-167 3/10.7, UDF 2.60 §2.2.8 to §2.2.10. */
export interface PartitionMap {
  readonly kind: 'physical' | 'virtual' | 'sparable' | 'metadata';
  readonly partition: number;
  readonly packetBlocks: number;
  /** Of sparing tables on the medium; of the metadata file and its mirror in the partition. */
  readonly blocks: readonly number[];
}

/** All maps of a logical volume; undefined when one is of another kind, or cut off. */
export function mapsOf(logical: Uint8Array): PartitionMap[] | undefined {
  const maps: PartitionMap[] = [];
  const count = le32(logical, 268);
  const end = Math.min(440 + le32(logical, 264), logical.length);
  for (let at = 440; maps.length < count; at += present(logical[at + 1])) {
    if (at + 2 > end || present(logical[at + 1]) < 2 || at + present(logical[at + 1]) > end) return undefined;
    const map = mapAt(logical, at);
    if (!map) return undefined;
    maps.push(map);
  }
  return maps.length > 0 ? maps : undefined;
}

function mapAt(bytes: Uint8Array, at: number): PartitionMap | undefined {
  const [type, length] = [bytes[at], bytes[at + 1]];
  if (type === 1 && length === 6)
    return { kind: 'physical', partition: le16(bytes, at + 4), packetBlocks: 0, blocks: [] };
  if (type !== 2 || length !== 64) return undefined;
  const partition = le16(bytes, at + 38);
  const name = text(bytes, at + 5, 23).replace(/\0+$/, '');
  if (name === '*UDF Virtual Partition') return { kind: 'virtual', partition, packetBlocks: 0, blocks: [] };
  if (name === '*UDF Sparable Partition') {
    const tables = Math.min(present(bytes[at + 42]), 4);
    const blocks = Array.from({ length: tables }, (_, i) => le32(bytes, at + 48 + 4 * i));
    return { kind: 'sparable', partition, packetBlocks: le16(bytes, at + 40), blocks };
  }
  if (name !== '*UDF Metadata Partition') return undefined;
  return {
    kind: 'metadata',
    partition,
    packetBlocks: 0,
    blocks: [le32(bytes, at + 40), le32(bytes, at + 44)],
  };
}
