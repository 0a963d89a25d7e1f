import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { DoneFact, JobFact } from '../../src/engine/contract/events/events.ts';
import type { Machine } from '../../src/engine/contract/ports/machine.ts';
import { runPlan } from '../../src/engine/jobs/runners/run-plan.ts';
import { makeGate } from '../../src/engine/write/transfer/gate.ts';
import { makeImage, temporaryFolder } from '../engine/author/making.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What checksum files in an image say of its files: md5sum and sha256sum over what bsdtar takes out are the judges.

const room = temporaryFolder();
const squashfs = seededBytes(700_001, 3);

/** A live medium's folder, with checksums of all its files as the programs write them. */
function liveFolder(...lists: readonly string[]): string {
  const folder = mkdtempSync(join(room, 'live-'));
  const files: Record<string, Uint8Array | string> = {
    'casper/vmlinuz': seededBytes(100_000, 4),
    'casper/filesystem.squashfs': squashfs,
    'pool/main/h/hello/hello_2.10-3_amd64.deb': seededBytes(20_000, 5),
    'pool/Größe & Länge/ein langer Name.txt': 'lang',
    'pool/back\\slash': 'escaped',
    'pool/empty': '',
    'a.b/c': 'order of names',
    'a/c': 'order of names, too',
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  symlinkSync('.', join(folder, 'debian'));
  for (const list of lists.length > 0 ? lists : ['md5sum md5sum.txt']) {
    const [tool = '', name = '', ...more] = list.split(' ');
    const command = `cd "$1" && find . -type f ! -iname '*sum*' -print0 | sort -z | xargs -0 ${tool} ${more.join(' ')} > ${name}`;
    expect(run('sh', ['-c', command, 'sh', folder])).toMatchObject({ status: 0 });
  }
  return folder;
}

function xorriso(folder: string, ...args: readonly string[]): string {
  const path = join(mkdtempSync(join(room, 'image-')), 'live.iso');
  const made = run('xorriso', ['-as', 'mkisofs', '-quiet', '-o', path, ...args, folder]);
  expect(made.status, made.stderr).toBe(0);
  return path;
}

async function verify(path: string): Promise<DoneFact & Record<'notes' | 'phases', readonly string[]>> {
  const notes: string[] = [];
  const phases: string[] = [];
  const onFact = (fact: JobFact): void => {
    if (fact.event === 'note') notes.push(fact.code);
    if (fact.event === 'phase') phases.push(fact.phase);
  };
  const done = await runPlan(
    { v: 1, do: 'verify', source: { kind: 'image', path }, targets: [] },
    {
      jobId: 'x',
      machine: {} as Machine,
      clock: { nowMs: Date.now },
      gate: makeGate(),
      signal: new AbortController().signal,
      onFact,
      dryRun: false,
    },
  );
  return { ...done, notes, phases };
}

/** What the programs say of the files as bsdtar takes them out. */
function judge(path: string, ...lists: readonly (readonly [string, string])[]): boolean {
  const out = mkdtempSync(join(room, 'out-'));
  expect(run('bsdtar', ['-x', '-f', path, '-C', out]).status).toBe(0);
  const answers = lists.map(([tool, list]) => run(tool, ['-c', '--quiet', list], { cwd: out }).status);
  run('chmod', ['-R', 'u+w', out]);
  rmSync(out, { recursive: true, force: true });
  return answers.every((status) => status === 0);
}

/** One byte of what is stored of the squashfs is another. */
function spoil(path: string): string {
  const copy = join(dirname(path), 'spoiled.iso');
  copyFileSync(path, copy);
  const at = readFileSync(copy).indexOf(squashfs.subarray(0, 64));
  expect(at).toBeGreaterThan(0);
  const file = openSync(copy, 'r+');
  writeSync(file, Uint8Array.of(squashfs[65_000]! ^ 1), 0, 1, at + 65_000);
  closeSync(file);
  return copy;
}

const it = testWith('tool:xorriso', 'tool:bsdtar', 'tool:md5sum', 'tool:sha256sum');

const kinds: readonly (readonly [string, readonly string[]])[] = [
  ['Rock Ridge and Joliet', ['-R', '-J', '-joliet-long']],
  ['Rock Ridge alone', ['-R']],
];

for (const [kind, args] of kinds)
  it(`${kind}: a good image, a spoiled one and one that lacks a file are judged as md5sum and sha256sum do`, async () => {
    const folder = liveFolder(
      'md5sum md5sum.txt',
      'sha256sum SHA256SUMS --tag',
      'sha512sum sha512sum.txt -b',
    );
    const lists = [
      ['md5sum', 'md5sum.txt'],
      ['sha256sum', 'SHA256SUMS'],
      ['sha512sum', 'sha512sum.txt'],
    ] as const;
    const good = xorriso(folder, ...args);
    const said = await verify(good);
    expect([said.exitCode, judge(good, ...lists)]).toEqual([0, true]);
    const counts = said.report.source?.checksumsInside?.map(({ agreeing, missing }) => [agreeing, missing]);
    expect(counts).toEqual([
      [8, 0],
      [8, 0],
      [8, 0],
    ]);
    expect(said.notes).toContain('checksum-weak');

    const spoiled = spoil(good);
    const bad = await verify(spoiled);
    expect([bad.exitCode, bad.outcome, judge(spoiled, ...lists)]).toEqual([7, 'failed', false]);
    const found = Buffer.from(squashfs);
    found[65_000]! ^= 1;
    expect(bad.report.source?.checksumsInside?.map(({ agreeing }) => agreeing)).toEqual([7, 7, 7]);
    expect(bad.report.failure).toMatchObject({
      code: 'checksum-wrong',
      facts: { inside: { file: './casper/filesystem.squashfs', differing: 1, missing: 0 } },
    });
    const md5 = bad.report.source?.checksumsInside?.find(
      ({ checksumFile }) => checksumFile === '/md5sum.txt',
    );
    expect(md5?.firstDiffering).toEqual([
      {
        path: './casper/filesystem.squashfs',
        expected: createHash('md5').update(squashfs).digest('hex'),
        found: createHash('md5').update(found).digest('hex'),
      },
    ]);

    rmSync(join(folder, 'casper/vmlinuz'));
    const lacking = xorriso(folder, ...args);
    const lacks = await verify(lacking);
    expect([lacks.exitCode, judge(lacking, ...lists)]).toEqual([7, false]);
    expect(lacks.report.source?.checksumsInside?.[0]).toMatchObject({
      agreeing: 7,
      firstMissing: ['./casper/vmlinuz'],
    });
  });

it('a list that goes through links and out of the image is judged as md5sum does', async () => {
  const folder = liveFolder();
  const line = (hash: string, name: string): string => `${hash}  ${name}\n`;
  const hash = createHash('md5').update(squashfs).digest('hex');
  writeFileSync(join(folder, 'MD5SUMS'), line(hash, 'debian/debian/casper/filesystem.squashfs'));
  const good = xorriso(folder, '-R');
  const lists = [['md5sum', 'MD5SUMS']] as const;
  expect([(await verify(good)).exitCode, judge(good, ...lists)]).toEqual([0, true]);
  for (const name of ['casper/FILESYSTEM.squashfs', 'debian/gone', '../casper/filesystem.squashfs']) {
    writeFileSync(
      join(folder, 'MD5SUMS'),
      line(hash, 'debian/casper/filesystem.squashfs') + line(hash, name),
    );
    const image = xorriso(folder, '-R');
    expect([name, (await verify(image)).exitCode, judge(image, ...lists)]).toEqual([name, 7, false]);
  }
});

it('plain ISO 9660 and Joliet alone: names of another case will do', async () => {
  const folder = mkdtempSync(join(room, 'plain-'));
  mkdirSync(join(folder, 'boot'));
  writeFileSync(join(folder, 'boot/vmlinuz'), squashfs);
  const list = `${createHash('md5').update(squashfs).digest('hex')}  boot/vmlinuz\n`;
  writeFileSync(join(folder, 'md5sum.txt'), list);
  const plain = xorriso(folder, '--norock', '-iso-level', '1');
  expect((await verify(plain)).report.source?.checksumsInside).toMatchObject([
    { checksumFile: '/MD5SUM.TXT', agreeing: 1 },
  ]);
  expect((await verify(spoil(plain))).exitCode).toBe(7);
});

it('our own images carry checksums that hold, with and without UDF', async () => {
  const folder = liveFolder('true nothing');
  rmSync(join(folder, 'nothing'));
  const cases = [
    { joliet: true },
    { udf: true, joliet: true },
    { udf: true, iso9660: false, rockRidge: false, joliet: false },
  ] as const;
  for (const options of cases) {
    const path = join(mkdtempSync(join(room, 'own-')), 'own.iso');
    await makeImage(folder, path, { ...options, checksums: 'sha256' });
    const said = await verify(path);
    expect([options, said.exitCode]).toEqual([options, 0]);
    expect(said.report.source?.checksumsInside).toMatchObject([{ agreeing: 8, missing: 0, differing: 0 }]);
    expect((await verify(spoil(path))).exitCode).toBe(7);
  }
});

it('files that are packed with zisofs are hashed as a reader gets them, and so is the list', async () => {
  const folder = mkdtempSync(join(room, 'packed-'));
  for (let i = 0; i < 80; i++) writeFileSync(join(folder, `text ${i}`), `${i} and so on `.repeat(9000));
  const listed = 'cd "$1" && md5sum text* > md5sum.txt';
  expect(run('sh', ['-c', listed, 'sh', folder]).status).toBe(0);
  const path = join(room, 'packed.iso');
  await makeImage(folder, path, { zisofs: true, joliet: false });
  const said = await verify(path);
  expect([said.exitCode, said.phases, judge(path, ['md5sum', 'md5sum.txt'])]).toEqual([
    0,
    ['read', 'finish'],
    true,
  ]);
  expect(said.report.source?.checksumsInside).toMatchObject([{ agreeing: 80, differing: 0 }]);
  writeFileSync(join(folder, 'text 7'), 'something else');
  await makeImage(folder, path, { zisofs: true, joliet: false });
  expect([(await verify(path)).exitCode, judge(path, ['md5sum', 'md5sum.txt'])]).toEqual([7, false]);
});

const withLoader = testWith('tool:xorriso', 'tool:md5sum', 'rigs');

/** A folder whose md5sum.txt was made before a loader was told its place. */
function bootFolder(loader: string): string {
  const folder = liveFolder();
  mkdirSync(join(folder, 'boot'));
  cpSync(loader, join(folder, 'boot/loader.bin'));
  run('sh', ['-c', 'cd "$1" && md5sum ./boot/loader.bin >> md5sum.txt', 'sh', folder]);
  return folder;
}

const bootArgs = [
  '-R',
  '-b',
  'boot/loader.bin',
  '-c',
  'boot/boot.cat',
  '-no-emul-boot',
  '-boot-load-size',
  '4',
];
const ISOLINUX = '/usr/lib/ISOLINUX/isolinux.bin';

withLoader(
  'isolinux and GRUB that were told their place after the checksum was made agree, and nothing else of them may differ',
  async () => {
    const grub = join(room, 'eltorito.img');
    const made = ['-O', 'i386-pc-eltorito', '-o', grub, '-p', '/boot/grub', 'biosdisk', 'iso9660'];
    expect(run('grub-mkimage', made).status).toBe(0);
    for (const [loader, ...how] of [
      [ISOLINUX, '-boot-info-table'],
      [grub, '-boot-info-table'],
      [grub, '--grub2-boot-info'],
      [grub, '-boot-info-table', '--grub2-boot-info'],
    ] as const) {
      const image = xorriso(bootFolder(loader), ...bootArgs, ...how);
      // The judge knows nothing of loaders: to it one file differs.
      expect(judge(image, ['md5sum', 'md5sum.txt'])).toBe(false);
      const said = await verify(image);
      expect([how, said.exitCode]).toEqual([how, 0]);
      expect(said.report.source?.checksumsInside).toMatchObject([
        { agreeing: 9, bootPatched: ['./boot/loader.bin'] },
      ]);
      expect(said.notes).toContain('boot');
      const bytes = readFileSync(image);
      const at = bytes.indexOf(readFileSync(loader).subarray(64, 96)) - 64;
      // In the code, in the place it was told, in its sum, in what is left free.
      for (const place of [3000, 12, 20, 40]) {
        const changed = Buffer.from(bytes);
        changed[at + place]! ^= 1;
        const copy = join(dirname(image), 'changed.iso');
        writeFileSync(copy, changed);
        expect([how, place, (await verify(copy)).exitCode]).toEqual([how, place, 7]);
      }
    }
  },
);

withLoader('a loader that no boot catalogue names is not excused', async () => {
  const folder = bootFolder(ISOLINUX);
  const booted = xorriso(folder, ...bootArgs, '-boot-info-table');
  const bytes = readFileSync(booted);
  // The catalogue names another place.
  const catalogue = bytes.indexOf(Uint8Array.of(0x88, 0, 0, 0, 0, 0, 4, 0));
  bytes[catalogue + 8]! ^= 1;
  const copy = join(dirname(booted), 'other.iso');
  writeFileSync(copy, bytes);
  const said = await verify(copy);
  expect([said.exitCode, said.report.source?.checksumsInside?.[0]?.differing]).toEqual([7, 1]);
});

it('an image whose checksum beside it is right still fails by those inside', async () => {
  const folder = liveFolder();
  appendFileSync(join(folder, 'casper/vmlinuz'), 'changed later');
  const image = xorriso(folder, '-R');
  run('sh', ['-c', 'cd "$(dirname "$1")" && sha256sum live.iso > SHA256SUMS', 'sh', image]);
  const said = await verify(image);
  expect([said.exitCode, said.report.failure?.code]).toEqual([7, 'checksum-wrong']);
  expect(said.notes).not.toContain('checksum-weak');
});
