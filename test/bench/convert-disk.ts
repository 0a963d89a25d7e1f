import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from './pair.ts';
import type { BenchRoom } from './room.ts';

const DISK_MIB = 1024;
const MIB = 1 << 20;

/** A virtual disk into another format and back, proved by both: qemu-img converts, then compares. Ours takes the SHA-256 of both, too. */
export function convertDisk(room: BenchRoom, program: (name: string) => string): Pair[] {
  const raw = mixedDisk(join(room.memoryFolder, 'disk.img'));
  const qcow2 = join(room.memoryFolder, 'disk.qcow2');
  qemuImg('convert', '-O', 'qcow2', raw, qcow2);
  return [
    pair(qcow2, 'raw', 'out.img', ['-O', 'raw'], 1.2),
    pair(raw, 'qcow2', 'out.qcow2', ['-O', 'qcow2'], 1.2),
    pair(raw, 'qcow2-zstd', 'out.qcow2', ['-c', '-O', 'qcow2', '-o', 'compression_type=zstd'], 1.5),
    pair(raw, 'vmdk', 'out.vmdk', ['-O', 'vmdk', '-o', 'subformat=streamOptimized'], 1.5),
  ];

  function pair(from: string, format: string, name: string, as: readonly string[], atMost: number): Pair {
    const out = join(room.memoryFolder, name);
    const peer = `qemu-img convert ${as.join(' ')} ${from} ${out} && qemu-img compare -q ${from} ${out}`;
    return {
      name: `1 GiB ${from === raw ? 'raw' : 'qcow2'} → ${format} / qemu-img, compared`,
      before: () => {
        for (const path of [out, `${out}.sha256`]) rmSync(path, { force: true });
      },
      ours: {
        name: 'isowright',
        command: [
          process.execPath,
          program('main'),
          'convert',
          from,
          '-o',
          out,
          '--format',
          format,
          '--quiet',
        ],
      },
      peer: { name: 'qemu-img', command: ['sh', '-c', peer] },
      atMost,
      rounds: 3,
    };
  }
}

function qemuImg(...args: readonly string[]): void {
  execFileSync('qemu-img', args, { timeout: 10 * 60_000 });
}

/** As disks are: a quarter packs not at all, half of it to about a half, a quarter was never written. */
function mixedDisk(path: string): string {
  const noise = randomFillSync(new Uint8Array(MIB));
  const text = noise.map((byte) => byte & 0x0f);
  const fd = openSync(path, 'w');
  for (let index = 0; index < DISK_MIB; index++) {
    const kind = index % 4;
    if (kind === 3) writeSync(fd, new Uint8Array(MIB));
    else writeSync(fd, stirred(kind === 0 ? noise : text, index));
  }
  closeSync(fd);
  return path;
}

/** No two are the same. */
function stirred(bytes: Uint8Array, index: number): Uint8Array {
  const at = (index * 7919) % bytes.length;
  return Buffer.concat([bytes.subarray(at), bytes.subarray(0, at)]);
}
