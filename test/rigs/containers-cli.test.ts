import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { patchyDisk } from '../fakes/disk-file.ts';
import { run, testWith } from '../fakes/rigs.ts';

// A virtual disk wherever an image is taken: written, compared, looked into, converted.

const room = temporaryFolder();
const at = (name: string): string => join(room, name);
const DRIVE_BYTES = 12 << 20;
let disk: Buffer;
beforeAll(() => {
  disk = patchyDisk(at('disk.raw'), (5 << 20) + 512);
  // A partition table, so that it is somebody's disk.
  disk.set([0, 0, 2, 0, 0x0c, 0, 0, 0, 8, 0, 0, 0, 16, 0, 0, 0], 446);
  disk.set([0x55, 0xaa], 510);
  writeFileSync(at('disk.raw'), disk);
});
const needs = testWith('tool:qemu-img');

function dirtyDrive(name: string): string {
  writeFileSync(at(name), Buffer.alloc(DRIVE_BYTES, 'dirt'));
  return at(name);
}

const identity = ['--file-target', '--yes', '--expect-size', String(DRIVE_BYTES)];

for (const [driver, options] of [
  ['qcow2', 'compression_type=zstd'],
  ['vmdk', 'subformat=monolithicFlat'],
  ['vpc', 'subformat=dynamic,force_size=on'],
  ['vhdx', 'subformat=dynamic'],
  ['vdi', 'static=off'],
] as const)
  needs(`${driver}: its holes are zeros on a drive that held something else, and verify agrees`, () => {
    const image = at(`disk.${driver}`);
    run('qemu-img', ['convert', '-O', driver, '-o', options, at('disk.raw'), image]);
    const drive = dirtyDrive(`drive-of-${driver}`);
    const written = isowright(['write', image, drive, ...identity]);
    expect([written.stderr.slice(-300), written.status]).toEqual([expect.any(String), 0]);
    const held = readFileSync(drive);
    expect(held.subarray(0, disk.length).equals(disk)).toBe(true);
    // The last page is filled up.
    const behind = Math.ceil(disk.length / 4096) * 4096;
    expect(held.subarray(behind).equals(Buffer.alloc(DRIVE_BYTES, 'dirt').subarray(behind))).toBe(true);
    expect(isowright(['verify', image, drive, '--file-target']).status).toBe(0);
    held[3 << 20] = (held[3 << 20] ?? 0) ^ 1;
    writeFileSync(drive, held);
    expect(isowright(['verify', image, drive, '--file-target']).status).toBe(6);
  });

needs('inspect tells the partitions of the disk, and what it is the content of', () => {
  run('qemu-img', ['convert', '-O', 'qcow2', at('disk.raw'), at('told.qcow2')]);
  const { status, stdout } = isowright(['inspect', at('told.qcow2'), '--json']);
  expect(status).toBe(0);
  const found = JSON.parse(stdout);
  expect(found).toMatchObject({ kind: 'disk', sizeBytes: disk.length });
  expect(found.notes).toContainEqual(
    expect.objectContaining({ code: 'in-container', text: expect.stringContaining('QCOW2') }),
  );
  const shown = isowright(['inspect', at('told.qcow2'), '--lang', 'de']).stdout;
  expect(shown).toContain('der Inhalt eines QCOW2-Behälters');
});

needs('ls and extract look into an ISO in a container', () => {
  const iso = at('small.iso');
  writeFileSync(at('hello'), 'hello\n');
  expect(isowright(['make', room, '-o', iso, '--exclude', '*.*', '--exclude', 'drive-*']).status).toBe(0);
  run('qemu-img', ['convert', '-O', 'vdi', iso, at('small.vdi')]);
  expect(isowright(['ls', at('small.vdi')]).stdout).toContain('/hello');
  expect(isowright(['extract', at('small.vdi'), '/hello', '-C', join(room, 'out')]).status).toBe(0);
  expect(readFileSync(join(room, 'out', 'hello'), 'utf8')).toBe('hello\n');
});

needs('what holds only a difference ends in exit 7 with a command that helps', () => {
  run('qemu-img', ['create', '-f', 'qcow2', '-b', at('disk.raw'), '-F', 'raw', at('overlay.qcow2')]);
  const drive = dirtyDrive('refused');
  const { status, stderr } = isowright(['write', at('overlay.qcow2'), drive, ...identity]);
  expect([status, stderr]).toEqual([7, expect.stringContaining('qemu-img convert -f qcow2 -O raw')]);
  expect(readFileSync(drive).equals(Buffer.alloc(DRIVE_BYTES, 'dirt'))).toBe(true);
  // What is asked there is what it is.
  expect(isowright(['inspect', at('overlay.qcow2')]).status).toBe(0);
});

needs('a few kilobytes that claim to be a disk of a petabyte are asked about, and fill nothing', () => {
  run('qemu-img', ['create', '-f', 'qcow2', '-o', 'cluster_size=2M', at('huge.qcow2'), '1P']);
  expect(statSync(at('huge.qcow2')).size).toBeLessThan(16 << 20);
  const asked = isowright(['convert', at('huge.qcow2'), '-o', at('huge.img')]);
  expect([asked.status, asked.stderr]).toEqual([2, expect.stringContaining('--mostly-empty')]);
  const full = isowright(['convert', at('huge.qcow2'), '-o', at('huge.img'), '--mostly-empty']);
  expect(full.status).toBe(8);
  const drive = dirtyDrive('small');
  expect(isowright(['write', at('huge.qcow2'), drive, ...identity]).status).toBe(8);
});

needs('what comes out is named by its ending, and a job that cannot go on leaves nothing', () => {
  run('qemu-img', ['convert', '-O', 'qcow2', at('disk.raw'), at('cut.qcow2')]);
  truncateSync(at('cut.qcow2'), 1 << 20);
  for (const name of ['cut.img', 'cut.vhd', 'cut.vmdk']) {
    expect(isowright(['convert', at('cut.qcow2'), '-o', at(name)]).status, name).toBe(7);
    expect(() => statSync(at(name))).toThrow();
    expect(() => statSync(at(`${name}.part`))).toThrow();
    expect(() => statSync(at(`${name}.sha256`))).toThrow();
  }
});
