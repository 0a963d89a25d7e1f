import { joined } from '../../bytes/codec/joined.ts';
import { GUID_BASIC_DATA, guidFrom } from '../../bytes/formats/gpt/guid.ts';
import { ATTRIBUTES_NONE, backupTable, type GptFacts, primaryTable } from '../../bytes/formats/gpt/table.ts';
import {
  chsOf,
  type MbrPartition,
  masterBootRecord,
  NO_PARTITION,
  TYPE_GPT_PROTECTIVE,
} from '../../bytes/formats/mbr/mbr.ts';
import type { FileSystemKind } from '../../contract/plan/kinds/restore.ts';
import type { RestoreLayout } from './layout.ts';

/** What stands at both ends of a drive with one partition. */
export interface EndBytes {
  /** From byte 0 on. */
  readonly first: Uint8Array;
  /** Up to the last byte; empty without a backup table. */
  readonly last: Uint8Array;
}

/** Types as Windows, cameras and Linux know them; FAT by block number (LBA). */
const TYPES: { readonly [F in FileSystemKind]: number } = { FAT16: 0x0e, FAT32: 0x0c, exFAT: 0x07 };

/** @param identity 16 random bytes: the numbers by which systems tell disks apart */
export function tableBytes(layout: RestoreLayout, identity: Uint8Array): EndBytes {
  return layout.table === 'mbr' ? mbrBytes(layout, identity) : gptBytes(layout, identity);
}

function mbrBytes(layout: RestoreLayout, identity: Uint8Array): EndBytes {
  const { startSector, partitionSectors, fileSystem } = layout;
  const record = recordOf(TYPES[fileSystem], startSector, partitionSectors);
  return { first: bootRecord(record, identity), last: new Uint8Array(0) };
}

/** Beyond 2^32 sectors. */
function gptBytes(layout: RestoreLayout, identity: Uint8Array): EndBytes {
  const { sectors, sectorBytes, startSector, partitionSectors } = layout;
  const facts: GptFacts = {
    diskGuid: guidFrom(identity),
    diskBlocks: sectors,
    blockBytes: sectorBytes,
    partitions: [
      {
        type: GUID_BASIC_DATA,
        id: guidFrom(identity.map((byte) => byte ^ 0xff)),
        firstBlock: startSector,
        lastBlock: startSector + partitionSectors - 1,
        attributes: ATTRIBUTES_NONE,
        name: 'data',
      },
    ],
  };
  const protective = recordOf(TYPE_GPT_PROTECTIVE, 1, Math.min(sectors - 1, 2 ** 32 - 1));
  const block = new Uint8Array(sectorBytes);
  block.set(bootRecord(protective, new Uint8Array(16)));
  const first = joined([block, primaryTable(facts)]);
  return { first, last: backupTable(facts) };
}

function recordOf(type: number, startBlock: number, blocks: number): MbrPartition {
  return {
    bootIndicator: 0,
    startChs: chsOf(startBlock),
    type,
    endChs: chsOf(startBlock + blocks - 1),
    startBlock,
    blocks,
  };
}

function bootRecord(record: MbrPartition, identity: Uint8Array): Uint8Array {
  return masterBootRecord.encode({
    bootCode: new Uint8Array(440),
    diskId: new DataView(identity.buffer, identity.byteOffset).getUint32(0, true),
    unknown: 0,
    partitions: [record, NO_PARTITION, NO_PARTITION, NO_PARTITION],
  });
}
