import { GUID_NONE } from '../../../../src/engine/bytes/formats/gpt/guid.ts';
import {
  ATTRIBUTES_NONE,
  backupTable,
  primaryTable,
} from '../../../../src/engine/bytes/formats/gpt/table.ts';
import { mbrDisk } from '../../../rigs/firmware/disks.ts';

const START_BLOCK = 2048;
const ESP = 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B';

/** A disk with a GPT and one partition. `damaged`: so many of its copies are. */
export function gptImage(
  content: Uint8Array,
  {
    active = false,
    startBlock = 1,
    damaged = 0,
  }: { active?: boolean; startBlock?: number; damaged?: 0 | 1 | 2 } = {},
): Buffer {
  const diskBlocks = START_BLOCK + content.length / 512 + 2048;
  const protector = { startBlock, blocks: diskBlocks - 1, type: 0xee, active };
  const disk = mbrDisk({ partitions: [protector], sizeBytes: diskBlocks * 512 });
  const entry = {
    type: ESP,
    id: ESP.replace('C12A', 'AAAA'),
    firstBlock: START_BLOCK,
    lastBlock: START_BLOCK + content.length / 512 - 1,
    attributes: ATTRIBUTES_NONE,
    name: 'EFI',
  };
  const facts = { diskGuid: GUID_NONE.replace(/^0/, '1'), diskBlocks, partitions: [entry] };
  disk.set(primaryTable(facts), 512);
  const backup = backupTable(facts);
  disk.set(backup, disk.length - backup.length);
  disk.set(content, START_BLOCK * 512);
  if (damaged > 0) disk.fill(1, 512 + 56, 512 + 60);
  if (damaged > 1) disk.fill(1, disk.length - 512 + 56, disk.length - 512 + 60);
  return disk;
}
