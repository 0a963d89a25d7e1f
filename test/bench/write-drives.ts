import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { engineAlone } from './engine-alone.ts';
import { etcher, hasEtcher } from './etcher.ts';
import type { Pair } from './pair.ts';
import { type BenchRoom, fullFile, memoryDrive } from './room.ts';
import { throttle } from './throttle.ts';

const MIB = 1 << 20;
const GIB = 1024 ** 3;
const SMALL_BYTES = 256 * MIB;
/** About what a good USB 2 stick takes. */
const USB_BYTES_PER_S = 40e6;

/** Four and sixteen drives at once, and a second write that changes one percent. */
export function writeDrives(
  room: BenchRoom,
  program: (name: string) => string,
): { pairs: Pair[]; close(): void } {
  const image = fullFile(join(room.memoryFolder, 'gib'), GIB);
  const four = Array.from({ length: 4 }, (_, index) => memoryDrive(room, `four-${index}`, GIB));
  const sixteen = Array.from({ length: 16 }, (_, index) => memoryDrive(room, `many-${index}`, SMALL_BYTES));
  const small = fullFile(join(room.memoryFolder, 'small'), SMALL_BYTES);
  const changed = changedCopy(room, small, SMALL_BYTES);
  const usb = memoryDrive(room, 'usb', SMALL_BYTES);
  const slow = throttle(usb.path, USB_BYTES_PER_S);
  const ours = engineAlone(room, program);
  const dd = (source: string, path: string): string =>
    `dd if=${source} of=${path} bs=4M oflag=direct conv=fsync status=none`;
  const shell = (name: string, script: string) => ({
    name,
    command: ['sh', '-c', script] as [string, ...string[]],
  });
  const each = (drives: readonly { path: string }[], source: string) =>
    drives
      .map(({ path }) => `${dd(source, path)} && cmp -n $(stat -c %s ${source}) ${source} ${path}`)
      .join(' && ');
  let flip = false;
  return {
    pairs: [
      {
        name: '1 GiB → four drives, proved / 4 × (dd + cmp)',
        ours: ours(image, four, 'verify'),
        peer: shell('dd + cmp', each(four, image)),
        atMost: 0.35,
      },
      {
        name: '… with SHA-256 / 4 × (dd + cmp)',
        ours: ours(image, four, 'hash', 'verify'),
        peer: shell('dd + cmp', each(four, image)),
        atMost: 0.35,
      },
      ...(hasEtcher
        ? [
            {
              name: '… / etcher-sdk with verify',
              ours: ours(image, four, 'verify'),
              peer: etcher(image, four, 'verify'),
              atMost: 0.8,
            },
          ]
        : []),
      {
        name: '256 MiB → sixteen drives, proved / 16 × (dd + cmp)',
        ours: ours(small, sixteen, 'hash', 'verify'),
        peer: shell('dd + cmp', each(sixteen, small)),
        atMost: 1,
      },
      {
        name: '256 MiB → drive of USB speed, --delta with 1 % changed / full write',
        // The two images in turn, so that there is always something to change.
        before: () => {
          flip = !flip;
        },
        ours: slow({
          name: 'delta',
          get command() {
            return ours(flip ? changed : small, [usb], 'delta').command;
          },
        }),
        peer: slow({
          name: 'full',
          get command() {
            return ours(flip ? changed : small, [usb]).command;
          },
        }),
        atMost: 0.6,
        rounds: 3,
      },
    ],
    close() {
      for (const drive of [...four, ...sixteen, usb]) drive.remove();
      slow.remove();
    },
  };
}

/** The same but for one percent, in runs of 64 KiB spread over the whole. */
function changedCopy(room: BenchRoom, original: string, sizeBytes: number): string {
  const path = fullFile(join(room.memoryFolder, 'changed'), sizeBytes);
  const fd = openSync(path, 'r+');
  const run = new Uint8Array(65_536).fill(0x5a);
  for (let at = 0; at < sizeBytes; at += 100 * run.length) writeSync(fd, run, 0, run.length, at);
  closeSync(fd);
  return original && path;
}
