import {
  BLOCK_DEVICE,
  CHARACTER_DEVICE,
  FOLDER,
  LINK,
  REGULAR,
} from '../../bytes/formats/posix/file-mode.ts';
import type { EntryType } from '../../contract/events/entry-type.ts';
import type { VolumeEntry } from '../../read/browse/volume.ts';
import type { NodeFacts } from '../tree/tree.ts';

const typeBits: Readonly<Record<EntryType, number>> = {
  file: REGULAR,
  dir: FOLDER,
  symlink: LINK,
  'block-device': BLOCK_DEVICE,
  'char-device': CHARACTER_DEVICE,
  fifo: 0o010000,
  socket: 0o140000,
};

/** What a medium does not record: all may read, all may look into folders, owner is root. As systems mount such media. */
export function nodeFacts(entry: VolumeEntry): NodeFacts {
  const { type, permissions, userId = 0, groupId = 0, modifiedAtMs = 0, sizeBytes } = entry;
  const usual = type === 'dir' ? 0o555 : 0o444;
  return { mode: typeBits[type] | (permissions ?? usual), userId, groupId, modifiedAtMs, sizeBytes };
}
