import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readMapped } from '../../../../src/engine/bytes/mapped/read-mapped.ts';
import { asFailure, Failure } from '../../../../src/engine/contract/failure/failure.ts';
import type { ContainerFile, Opener } from '../../../../src/engine/read/containers/container.ts';
import { openCso, openDax } from '../../../../src/engine/read/containers/cso/open-cso.ts';
import { openDmg } from '../../../../src/engine/read/containers/dmg/open-dmg.ts';
import { openParallels } from '../../../../src/engine/read/containers/parallels/open-parallels.ts';
import { openQcow2 } from '../../../../src/engine/read/containers/qcow2/open-qcow2.ts';
import { openQed } from '../../../../src/engine/read/containers/qed/open-qed.ts';
import { openVdi } from '../../../../src/engine/read/containers/vdi/open-vdi.ts';
import { openVhd } from '../../../../src/engine/read/containers/vhd/open-vhd.ts';
import { openVhdx } from '../../../../src/engine/read/containers/vhdx/open-vhdx.ts';
import { openVmdk } from '../../../../src/engine/read/containers/vmdk/open-vmdk.ts';
import { patchyDisk } from '../../../fakes/disk-file.ts';
import { makeCso, makeDax } from '../../../fakes/make-cso.ts';
import { makeDmg } from '../../../fakes/make-dmg.ts';
import { run, testWith } from '../../../fakes/rigs.ts';

// Bytes exchanged anywhere, mostly in the tables: nothing but a failure with a name, soon, and in little memory.

const folder = mkdtempSync(join(tmpdir(), 'isowright-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));
const MUTATIONS = 300;
const READ_BYTES = 65_536;
const ALLOWED = new Set(['source-damaged', 'source-truncated', 'source-unsupported', 'source-needs-parts']);

/** A generator that gives the same numbers each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

function fileOf(bytes: Buffer): ContainerFile {
  const path = '/hostile';
  return {
    path,
    sizeBytes: bytes.length,
    hasBeside: () => false,
    nameBeside: () => undefined,
    openBeside: (name) => Promise.reject(new Failure('source-needs-parts', { path, missing: [name] })),
    async read(atByte, into) {
      if (into.length > 64 << 20) throw new Error(`${into.length} bytes at once`);
      if (atByte + into.length > bytes.length)
        throw new Failure('source-truncated', { path, foundBytes: bytes.length });
      into.set(bytes.subarray(atByte, atByte + into.length));
    },
  };
}

const edges = [0, 1, 0x7f, 0x80, 0xff];
/** One to four places of a file, as an attacker would choose them: header, tables, end (negative: from there). */
function mutated(bytes: Buffer, next: (below: number) => number, tables: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  for (let count = 1 + next(4); count > 0; count--) {
    const table = tables[next(tables.length)] ?? 0;
    const base = table < 0 ? copy.length + table : table;
    const at = Math.min(copy.length - 8, base + next(next(3) === 0 ? 4096 : 128));
    const lengthBytes = [1, 2, 4, 8][next(4)] ?? 1;
    const value = edges[next(edges.length)] ?? 0;
    copy.fill(next(2) === 0 ? value : next(256), at, at + lengthBytes);
  }
  return next(12) === 0 ? copy.subarray(0, next(copy.length)) : copy;
}

/** Opened, and read at the beginning, at the end and in between. */
async function readAround(opener: Opener, bytes: Buffer, next: (below: number) => number): Promise<void> {
  const content = await opener(fileOf(bytes));
  const image = readMapped(content);
  const { sizeBytes } = content;
  for (let place = 0; place < 6 && sizeBytes > 0; place++) {
    const lengthBytes = Math.min(READ_BYTES, sizeBytes);
    const atByte =
      [0, sizeBytes - lengthBytes][place] ?? Math.floor((sizeBytes - lengthBytes) * (next(1000) / 1000));
    await image.read(atByte, new Uint8Array(lengthBytes));
  }
}

const kinds: Readonly<
  Record<string, readonly [opener: Opener, args: readonly string[], tables: readonly number[]]>
> = {
  qcow2: [openQcow2, ['-O', 'qcow2', '-o', 'cluster_size=4096'], [0, 4096, 8192, 12_288, 16_384]],
  'qcow2-packed': [openQcow2, ['-O', 'qcow2', '-c', '-o', 'cluster_size=4096'], [0, 12_288, 16_384, 20_480]],
  'qcow2-zstd': [
    openQcow2,
    ['-O', 'qcow2', '-c', '-o', 'compression_type=zstd'],
    [0, 65_536, 196_608, 262_144],
  ],
  vmdk: [openVmdk, ['-O', 'vmdk'], [0, 0, 512, 10_752, 11_264, 13_312]],
  'vmdk-stream': [openVmdk, ['-O', 'vmdk', '-o', 'subformat=streamOptimized'], [-1024, -1024, -2048, 65_536]],
  vhd: [openVhd, ['-O', 'vpc', '-o', 'force_size=on'], [512, 1536, 2048]],
  vdi: [openVdi, ['-O', 'vdi'], [0, 340, 512]],
  vhdx: [openVhdx, ['-O', 'vhdx', '-o', 'block_size=1M'], [2_097_152, 3_145_728, 2_162_688]],
  parallels: [openParallels, ['-O', 'parallels'], [0, 16, 64]],
  qed: [openQed, ['-O', 'qed', '-o', 'cluster_size=4096'], [0, 4096, 20_480]],
};

/** The same of bytes that are made here. */
const made: Readonly<
  Record<string, readonly [opener: Opener, make: (disk: Buffer) => Buffer, tables: readonly number[]]>
> = {
  cso: [openCso, (disk) => makeCso(disk.subarray(0, 1_000_000)), [0, 24, 128]],
  dax: [openDax, (disk) => makeDax(disk.subarray(0, 1_000_000), [10, 10]), [0, 32, 512]],
  dmg: [openDmg, (disk) => makeDmg(disk, 'zlib'), [-512, -400, -1500, -2500]],
};

const raw = join(folder, 'disk.raw');

async function demandNamed(
  bytes: Buffer,
  opener: Opener,
  tables: readonly number[],
  seed: number,
): Promise<void> {
  const next = numbers(seed);
  let refused = 0;
  for (let turn = 0; turn < MUTATIONS; turn++) {
    const hostile = mutated(bytes, next, tables);
    const startedAt = process.cpuUsage();
    const error = await readAround(opener, hostile, next).catch((thrown: unknown) => thrown);
    const { user, system } = process.cpuUsage(startedAt);
    expect((user + system) / 1e6, `turn ${turn}`).toBeLessThan(2);
    if (error === undefined) continue;
    refused += 1;
    const { code, facts } = asFailure(error);
    expect(ALLOWED.has(code), `turn ${turn}: ${JSON.stringify({ code, facts })}`).toBe(true);
  }
  expect(refused).toBeGreaterThan(MUTATIONS / 20);
}

for (const [index, [kind, [opener, args, tables]]] of Object.entries(kinds).entries())
  testWith('tool:qemu-img')(`${MUTATIONS} mutations of ${kind}: a failure with a name, soon`, async () => {
    patchyDisk(raw, 3 << 20);
    const path = join(folder, kind);
    expect(run('qemu-img', ['convert', ...args, raw, path]).stderr).toBe('');
    await demandNamed(readFileSync(path), opener, tables, index + 1);
  });

for (const [kind, [opener, make, tables]] of Object.entries(made))
  test(`${MUTATIONS} mutations of ${kind}: a failure with a name, soon`, async () => {
    await demandNamed(make(patchyDisk(raw, 3 << 20)), opener, tables, 77);
  });
