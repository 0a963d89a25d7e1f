import { readFileSync, writeFileSync } from 'node:fs';
import { run } from '../../fakes/rigs.ts';

/** Disks with tables of partitions as a test wants them. UEFI 2.10 §5. */

export interface Partition {
  readonly startBlock: number;
  /** As many as its content needs. */
  readonly blocks?: number;
  readonly type?: number;
  readonly active?: boolean;
  readonly content?: Uint8Array;
}

export interface MbrOptions {
  /** The whole first sector, or its beginning. */
  readonly code?: Uint8Array;
  readonly partitions?: readonly Partition[];
  readonly signature?: number;
  readonly sizeBytes?: number;
}

export function mbrDisk({ code, partitions = [], signature = 0x55aa, sizeBytes = 0 }: MbrOptions): Buffer {
  const blocksOf = ({ blocks, content }: Partition) => blocks ?? Math.ceil((content?.length ?? 0) / 512);
  const ends = partitions.map((one) => one.startBlock * 512 + (one.content?.length ?? 0));
  const disk = Buffer.alloc(Math.max(1 << 20, sizeBytes, ...ends));
  if (code) disk.set(code.subarray(0, 440));
  for (const [i, one] of partitions.entries()) {
    const entry = disk.subarray(446 + i * 16);
    entry.set([one.active ? 0x80 : 0, 0, 2, 0, one.type ?? 0xef, 0xfe, 0xff, 0xff]);
    entry.writeUInt32LE(one.startBlock, 8);
    entry.writeUInt32LE(blocksOf(one), 12);
    if (one.content) disk.set(one.content, one.startBlock * 512);
  }
  disk.writeUInt16BE(signature, 510);
  return disk;
}

const START_BYTE = 1 << 20;

/** A disk with a GPT made by sgdisk, and this content in its first partition. */
export function gptDisk(path: string, content: Uint8Array, type = 'ef00'): Buffer {
  const sizeBytes = START_BYTE + content.length + (1 << 20);
  writeFileSync(path, Buffer.alloc(Math.ceil(sizeBytes / 4096) * 4096));
  const last = (START_BYTE + content.length) / 512 - 1;
  const ran = run('sgdisk', ['-n', `1:${START_BYTE / 512}:${last}`, '-t', `1:${type}`, path]);
  if (ran.status !== 0) throw new Error(ran.stderr);
  const disk = readFileSync(path);
  disk.set(content, START_BYTE);
  return disk;
}
