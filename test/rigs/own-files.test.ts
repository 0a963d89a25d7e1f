import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What the program writes for itself, and what it replaces, is never what a job reads, writes or is checked against.

const test = testWith();
const MIB = 1 << 20;
const known = ['--file-target', '--yes', '--expect-size', String(8 * MIB)];

let folder = '';
const folders: string[] = [];
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-own-'));
  folders.push(folder);
  mkdirSync(at('src'));
  mkdirSync(at('state'), { mode: 0o700 });
  writeFileSync(at('src/a.txt'), 'a');
  writeFileSync(at('drive.img'), seededBytes(8 * MIB));
  expect(isowright(['make', at('src'), '-o', at('a.iso'), '--quiet']).status).toBe(0);
});
afterAll(() => {
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

function refused(args: readonly string[], code: number): void {
  const files = readdirSync(folder).filter((name) => statSync(at(name)).isFile());
  const before = files.map((name) => readFileSync(at(name)));
  const { status, stderr } = isowright(args, { cwd: folder, env: { XDG_STATE_HOME: at('state') } });
  expect(status, stderr).toBe(code);
  expect(
    files.map((name) => readFileSync(at(name)).equals(before[files.indexOf(name)] ?? Buffer.alloc(0))),
  ).toEqual(files.map(() => true));
}

for (const flag of ['--log', '--report', '--receipt'])
  test(`${flag} into a folder that is not there, or is a file, is said before the drive is written`, () => {
    for (const place of ['nowhere/x.json', 'a.iso/x.json'])
      refused(['write', at('a.iso'), at('drive.img'), ...known, flag, at(place)], 4);
  });

for (const flag of ['--log', '--report']) {
  test(`${flag} is not written over a checksum that stands beside the image`, () => {
    for (const name of [
      'SHA256SUMS',
      'a.iso.sha512',
      'CHECKSUM',
      'SHA256SUMS.asc',
      'a.iso.sig',
      'MD5SUMS',
      'a.bmap',
      'a-CHECKSUM',
    ])
      writeFileSync(at(name), 'x');
    for (const name of readdirSync(folder).filter((one) => /sha|sum|sig|bmap|CHECK/i.test(one))) {
      refused(['verify', 'a.iso', flag, name], 2);
      refused(['write', 'a.iso', 'drive.img', ...known, flag, name], 2);
    }
    refused(['make', 'src', '-o', 'b.iso', flag, 'b.iso.sha256'], 2);
  });

  test(`${flag} of a command without a job is not written over what it reads, by any name`, () => {
    linkSync(at('a.iso'), at('other name'));
    for (const path of ['a.iso', 'other name', '/dev/null'])
      for (const args of [
        ['inspect', 'a.iso'],
        ['ls', 'a.iso'],
        ['extract', 'a.iso', '-C', 'out'],
      ])
        refused([...args, flag, path], 2);
  });

  test(`${flag} is not written over the plan that is run, nor into the folders of jobs`, () => {
    const env = { XDG_STATE_HOME: at('state') };
    const { stdout } = isowright(['write', 'a.iso', 'drive.img', ...known, '--dry-run', '--json'], {
      cwd: folder,
      env,
    });
    writeFileSync(at('plan.json'), stdout);
    refused(['run', 'plan.json', flag, 'plan.json'], 2);
    const { status } = isowright(['run', 'plan.json', '--quiet'], { cwd: folder, env });
    expect(status).toBe(0);
    const [job = ''] = readdirSync(at('state/isowright/jobs'));
    const plan = join(at('state/isowright/jobs'), job, 'plan.json');
    const before = readFileSync(plan, 'utf8');
    for (const command of ['attach', 'resume']) refused([command, job, flag, plan], 2);
    expect(readFileSync(plan, 'utf8')).toBe(before);
  });

  test(`${flag} of an undo is written over nothing that the job wrote or read`, () => {
    const env = { XDG_STATE_HOME: at('state') };
    expect(isowright(['write', 'a.iso', 'drive.img', ...known, '--quiet'], { cwd: folder, env }).status).toBe(
      0,
    );
    const [job = ''] = readdirSync(at('state/isowright/jobs'));
    for (const path of ['a.iso', 'drive.img']) refused(['undo', job, '--yes', flag, path], 2);
  });
}

test('an image that is laid out anew does not replace the one it is read from, by any name', () => {
  linkSync(at('a.iso'), at('b.iso'));
  linkSync(at('a.iso'), at('c.iso.sha256'));
  for (const output of ['a.iso', 'b.iso', 'c.iso']) {
    refused(['make', 'a.iso', '-o', output, '--force'], 5);
    refused(['make', 'src', '--boot-from', 'a.iso', '-o', output, '--force'], 5);
  }
});

test('a command without a job leaves its last word in the log and in the report', () => {
  const { status } = isowright(['ls', 'a.iso', '--log', 'l.ndjson', '--report', 'r.json'], { cwd: folder });
  isowright(['inspect', 'gone.iso', '--log', 'l.ndjson'], { cwd: folder });
  const lines = readFileSync(at('l.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect([status, ...lines]).toMatchObject([
    0,
    { v: 1, event: 'done', ok: true, exitCode: 0 },
    { v: 1, event: 'done', ok: false, exitCode: 7, report: { failure: { code: 'source-missing' } } },
  ]);
  expect(JSON.parse(readFileSync(at('r.json'), 'utf8'))).toMatchObject({ event: 'done', exitCode: 0 });
});

test('two that differ are not "outcome":"done" in the log of a command without a job', () => {
  writeFileSync(at('other.img'), seededBytes(MIB, 3));
  const words = ['compare', at('drive.img'), at('other.img'), '--log', at('l'), '--report', at('r.json')];
  expect(isowright(words).status).toBe(6);
  for (const name of ['l', 'r.json'])
    expect(JSON.parse(readFileSync(at(name), 'utf8'))).toMatchObject({
      event: 'done',
      ok: false,
      exitCode: 6,
      outcome: 'differs',
    });
});

test('a log that cannot be written is told before a command without a job does anything: two JSON documents', () => {
  for (const flag of ['--log', '--report']) {
    const { status, stdout } = isowright(['config', '--json', flag, at('nowhere/l')]);
    expect(status).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ event: 'done', exitCode: 4 });
    const out = ['extract', at('a.iso'), '-C', at('out'), flag, at('nowhere/l')];
    expect(isowright(out).status).toBe(4);
    expect(readdirSync(folder)).not.toContain('out');
  }
});

const onDevice = testWith('loop', 'tool:mkfs.ext4');

onDevice('a log that lies on the drive that is written is refused, and the drive stays as it is', () => {
  const device = makeLoopDevice(32 * MIB);
  const mount = at('mount');
  mkdirSync(mount);
  try {
    run('mkfs.ext4', ['-q', device.path]);
    run('mount', [device.path, mount]);
    const size = ['--yes', '--unmount', '--expect-size', String(32 * MIB)];
    for (const flag of ['--log', '--report']) {
      const { status, stderr } = isowright([
        'write',
        at('a.iso'),
        device.path,
        ...size,
        flag,
        join(mount, 'log'),
      ]);
      expect([status, /is on \/dev\/loop/.test(stderr)], stderr).toEqual([2, true]);
    }
    expect(run('mountpoint', ['-q', mount]).status).toBe(0);
  } finally {
    run('umount', [mount]);
    device.remove();
  }
});
