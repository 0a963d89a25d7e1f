import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asFailure, type FailureReport } from '../../../../src/engine/contract/failure/failure.ts';
import { remedy } from '../../../../src/words/remedies.ts';
import { patched, patchyDisk } from '../../../fakes/disk-file.ts';
import { wholeOf, withImage } from '../../../fakes/read-image.ts';
import { has, run, testWith } from '../../../fakes/rigs.ts';

// Containers that need what is not read here: each cause by its name, with a way out, and with no file left open.

const folder = mkdtempSync(join(tmpdir(), 'isowright-refused-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const raw = at('disk.raw');

/** Made where the program is; the tests that need them are skipped otherwise. */
function make(name: string, ...args: string[]): string {
  if (has('tool:qemu-img')) expect(run('qemu-img', [...args, at(name)]).stderr).toBe('');
  return at(name);
}

beforeAll(() => {
  patchyDisk(raw, 3 << 20);
  make('base.qcow2', 'convert', '-O', 'qcow2', raw);
  make('base.vmdk', 'convert', '-O', 'vmdk', raw);
  make('base.vpc', 'convert', '-O', 'vpc', '-o', 'force_size=on', raw);
  make('base.vdi', 'convert', '-O', 'vdi', raw);
  make('base.vhdx', 'convert', '-O', 'vhdx', raw);
  make('base.qed', 'convert', '-O', 'qed', raw);
  make('set.vmdk', 'convert', '-O', 'vmdk', '-o', 'subformat=monolithicFlat', raw);
});

const openFiles = (): number => readdirSync('/proc/self/fd').length;

async function refusal(path: string): Promise<FailureReport> {
  const before = openFiles();
  const failure = asFailure(
    await withImage(path, (image) => wholeOf(image)).catch((error: unknown) => error),
  );
  expect(openFiles(), 'open files').toBe(before);
  return failure;
}

/** What it is refused for, with something that can be done about it. */
async function refusedFor(path: string): Promise<string> {
  const failure = await refusal(path);
  const { happened, next } = remedy(failure);
  expect(`${happened} ${next.join(' ')}`).not.toMatch(/undefined|\[object/);
  expect(next.length).toBeGreaterThan(0);
  return failure.code === 'source-unsupported' && 'what' in failure.facts
    ? String(failure.facts.what)
    : failure.code;
}

const needs = testWith('tool:qemu-img');

needs(
  'QCOW2: a backing file, encryption, a data file, extended L2, unknown bits and other versions',
  async () => {
    run('qemu-img', ['create', '-f', 'qcow2', '-b', at('base.qcow2'), '-F', 'qcow2', at('overlay.qcow2')]);
    expect(await refusedFor(at('overlay.qcow2'))).toBe('backing-file');
    run('qemu-img', ['create', '-f', 'qcow2', '-o', `data_file=${at('data.raw')}`, at('apart.qcow2'), '1M']);
    expect(await refusedFor(at('apart.qcow2'))).toBe('data-file');
    run('qemu-img', [
      'create',
      '-f',
      'qcow2',
      '-o',
      'extended_l2=on,cluster_size=128k',
      at('sub.qcow2'),
      '1M',
    ]);
    expect(await refusedFor(at('sub.qcow2'))).toBe('extended-l2');
    const base = at('base.qcow2');
    expect(await refusedFor(patched(base, at('aes.qcow2'), { 35: [1] }))).toBe('encrypted');
    expect(await refusedFor(patched(base, at('bits.qcow2'), { 77: [1] }))).toBe('features');
    expect(await refusedFor(patched(base, at('v4.qcow2'), { 7: [4] }))).toBe('version');
  },
);

needs(
  'QCOW2: a type of compression that does not agree with its bit is damage, an unknown one is named',
  async () => {
    const base = at('base.qcow2');
    expect(await refusedFor(patched(base, at('type.qcow2'), { 104: [1] }))).toBe('source-damaged');
    expect(await refusedFor(patched(base, at('type2.qcow2'), { 79: [8], 104: [2] }))).toBe('packed-with');
  },
);

needs('VHD, VDI, VHDX and QED that hold only a difference', async () => {
  const footer = readFileSync(at('base.vpc')).subarray(-512);
  footer[63] = 4;
  const sum = ~footer.reduce((all, byte, index) => (index < 64 || index > 67 ? all + byte : all), 0) >>> 0;
  footer.writeUInt32BE(sum, 64);
  writeFileSync(at('diff.vhd'), Buffer.concat([readFileSync(at('base.vpc')).subarray(0, -512), footer]));
  expect(await refusedFor(at('diff.vhd'))).toBe('backing-file');
  expect(await refusedFor(patched(at('base.vdi'), at('diff.vdi'), { 76: [4] }))).toBe('backing-file');
  expect(await refusedFor(patched(at('base.qed'), at('diff.qed'), { 16: [1] }))).toBe('backing-file');
  expect(await refusedFor(patched(at('base.qed'), at('bits.qed'), { 17: [1] }))).toBe('features');
});

needs('VHDX: the file parameters say that it has a parent', async () => {
  const bytes = readFileSync(at('base.vhdx'));
  const id = Buffer.from('3767a1ca36fa434db3b633f0aa44e76b', 'hex');
  const entry = bytes.indexOf(id);
  const table = bytes.indexOf('metadata');
  const item = table + bytes.readUInt32LE(entry + 16);
  expect(await refusedFor(patched(at('base.vhdx'), at('diff.vhdx'), { [item + 4]: [2] }))).toBe(
    'backing-file',
  );
});

test('VMDK: a parent, a kind of part that is no file, and the sparse disks of ESX', async () => {
  const descriptor = (cid: string, extent: string): string =>
    `# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=${cid}\ncreateType="custom"\n${extent}\n`;
  writeFileSync(at('delta.vmdk'), descriptor('00000001', 'RW 8 FLAT "x" 0'));
  expect(await refusedFor(at('delta.vmdk'))).toBe('backing-file');
  writeFileSync(at('esx.vmdk'), descriptor('ffffffff', 'RW 8 VMFSRDM "x"'));
  expect(await refusedFor(at('esx.vmdk'))).toBe('extent-kind');
  writeFileSync(at('cowd.vmdk'), Buffer.concat([Buffer.from('COWD'), Buffer.alloc(2000)]));
  expect(await refusedFor(at('cowd.vmdk'))).toBe('vmfs-sparse');
});

test('VMDK: a part whose name leads out of the folder is not opened, on any system', async () => {
  mkdirSync(at('deep'));
  writeFileSync(at('secret'), Buffer.alloc(4096, 'secret'));
  for (const name of ['../secret', '/etc/passwd', 'deep/../secret', '..', 'C:\\secret', 'a\\b']) {
    writeFileSync(join(at('deep'), 'x.vmdk'), `# Disk DescriptorFile\nRW 8 FLAT "${name}" 0\n`);
    expect(await refusedFor(join(at('deep'), 'x.vmdk')), name).toBe('extent-name');
  }
  // Nor through a link.
  symlinkSync(at('secret'), join(at('deep'), 'link'));
  writeFileSync(join(at('deep'), 'x.vmdk'), '# Disk DescriptorFile\nRW 8 FLAT "link" 0\n');
  expect(await refusal(join(at('deep'), 'x.vmdk'))).toMatchObject({
    code: 'source-needs-parts',
    facts: { missing: ['link'] },
  });
});

needs('a part that is not there is named; one that is too short, too', async () => {
  mkdirSync(at('parts'));
  for (const name of ['set.vmdk', 'set-flat.vmdk']) copyFileSync(at(name), join(at('parts'), name));
  truncateSync(join(at('parts'), 'set-flat.vmdk'), 1 << 20);
  expect((await refusal(join(at('parts'), 'set.vmdk'))).code).toBe('source-truncated');
  unlinkSync(join(at('parts'), 'set-flat.vmdk'));
  const failure = await refusal(join(at('parts'), 'set.vmdk'));
  expect(failure).toMatchObject({ code: 'source-needs-parts', facts: { missing: ['set-flat.vmdk'] } });
  expect(remedy(failure).happened).toContain('set-flat.vmdk');
});

needs('a container that was cut off says so', async () => {
  for (const name of ['base.qcow2', 'base.vmdk', 'base.vdi', 'base.vhdx', 'base.qed']) {
    const cut = at(`cut-${name}`);
    copyFileSync(at(name), cut);
    truncateSync(cut, Math.floor(readFileSync(cut).length / 2));
    expect(['source-truncated', 'source-damaged'], name).toContain((await refusal(cut)).code);
  }
});

needs(
  'a VHD of differences is not sent to qemu-img, which makes a disk without its parent of it',
  async () => {
    for (const name of ['diff.vhd', 'diff.vdi', 'diff.vhdx'])
      expect(remedy(await refusal(at(name))).next.join(' ')).not.toContain('qemu-img convert');
    // The judge: it says nothing, and leaves the other disk out.
    expect(
      run('qemu-img', ['convert', '-f', 'vpc', '-O', 'raw', at('diff.vhd'), at('diff.raw')]).status,
    ).toBe(0);
    expect(remedy(await refusal(at('diff.qed'))).next.join(' ')).toContain('qemu-img convert -f qed');
  },
);
