import type { FileHandle } from 'node:fs/promises';
import { constants, open } from 'node:fs/promises';
import type { DriveContent } from '../../engine/contract/failure/drive-content.ts';
import { errnoOf } from '../../engine/contract/failure/errno.ts';
import type { BlockFacts, MachineFacts } from '../facts.ts';
import { hasMedium, isDrive, kindOf } from '../judge/kind.ts';
import { within } from '../within.ts';
import { tableOf } from './table-kind.ts';

const MIB = 1 << 20;
/** A job that was interrupted leaves a wiped head and an untouched end: some places between them are looked at as well. */
const SAMPLES = 32;
const SAMPLE_BYTES = 4096;
/** A disk that sleeps needs longer, and is said to be unread. */
const LOOK_LIMIT_MS = 3000;
/** Drives that are looked at side by side; those that hang are not asked again, so that they hold no more threads. */
const LANES = 2;

/** Drives whose look has not come to its end, by number. */
const looking = new Map<string, Promise<DriveContent>>();

/**
 * Looks into drives of which neither the kernel nor udev nor blkid told what is on them: a drive is blank only when its
 * start, its end and places between them were read and hold nothing.
 */
export async function withContents(
  facts: MachineFacts,
  limitMs: number = LOOK_LIMIT_MS,
): Promise<MachineFacts> {
  const wanted = facts.blocks.filter((block) => isWorthALook(facts, block));
  const found = new Map<BlockFacts, DriveContent>();
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    for (const block of wanted.filter((_block, index) => index % LANES === lane))
      found.set(block, await look(block, limitMs));
  });
  await Promise.all(lanes);
  const blocks = facts.blocks.map((block) => {
    const content = found.get(block);
    return content ? { ...block, content } : block;
  });
  return { ...facts, blocks };
}

/** Discs and floppies start their motors for it; what a job writes changes under the eyes. */
function isWorthALook({ blocks, mounts, writers = {} }: MachineFacts, block: BlockFacts): boolean {
  const { name, deviceNumber, udev, probed } = block;
  if (!isDrive(block) || !hasMedium(block) || ['optical', 'floppy'].includes(kindOf(block))) return false;
  if (writers[name] !== undefined || block.holders.length > 0) return false;
  if (udev?.ID_FS_TYPE !== undefined || probed?.TYPE !== undefined) return false;
  if (mounts.some((mount) => mount.deviceNumber === deviceNumber)) return false;
  return !blocks.some(({ partition }) => partition?.disk === name);
}

function look({ name, deviceNumber, sizeBytes }: BlockFacts, limitMs: number): Promise<DriveContent> {
  const asked = looking.get(deviceNumber) ?? lookInto(`/dev/${name}`, sizeBytes);
  looking.set(deviceNumber, asked);
  void asked.finally(() => looking.delete(deviceNumber));
  return within<DriveContent>(asked, limitMs, () => ({ kind: 'unread', errno: 'ETIMEDOUT' }));
}

/** What stands on a device, or in a file, by its bytes. */
export async function lookInto(path: string, sizeBytes: number): Promise<DriveContent> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await contentOf(handle, sizeBytes);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { kind: 'unread', errno: errnoOf(error) };
  }
}

async function contentOf(handle: FileHandle, sizeBytes: number): Promise<DriveContent> {
  const edgeBytes = Math.min(MIB, sizeBytes);
  const head = await readAt(handle, 0, edgeBytes);
  const table = tableOf(head);
  if (table !== undefined) return { kind: 'table', table };
  const [blank] = head;
  if ((blank !== 0 && blank !== 0xff) || !isAll(head, blank)) return { kind: 'data' };
  const end = await readAt(handle, sizeBytes - edgeBytes, edgeBytes);
  if (!isAll(end, blank)) return { kind: 'data' };
  for (let index = 1; index <= SAMPLES; index++) {
    const atByte = Math.floor((sizeBytes * index) / (SAMPLES + 1) / SAMPLE_BYTES) * SAMPLE_BYTES;
    const sample = await readAt(handle, atByte, Math.min(SAMPLE_BYTES, sizeBytes - atByte));
    if (!isAll(sample, blank)) return { kind: 'data' };
  }
  return { kind: 'blank' };
}

/** @throws Error also when the drive ends before the size it told */
async function readAt(handle: FileHandle, atByte: number, lengthBytes: number): Promise<Buffer> {
  const bytes = Buffer.alloc(lengthBytes);
  for (let done = 0; done < lengthBytes; ) {
    const { bytesRead } = await handle.read(bytes, done, lengthBytes - done, atByte + done);
    if (bytesRead === 0) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    done += bytesRead;
  }
  return bytes;
}

/** Each byte is equal to the one before it: asked of the system's own comparison, a tenth of the work of a call for each. */
function isAll(bytes: Buffer, value: number): boolean {
  return bytes.length === 0 || (bytes[0] === value && bytes.subarray(1).equals(bytes.subarray(0, -1)));
}
