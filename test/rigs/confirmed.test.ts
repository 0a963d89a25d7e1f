import { execFileSync, spawnSync } from 'node:child_process';
import {
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { type CliRan, isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';

// What was confirmed is what is opened: by another file, or a link to one, in the place of a target, a source, a block map,
// an original or an output, a job ends in exit 5, and the other file stays as it is. Also when it goes on, or is undone.

const MIB = 1 << 20;
const DISK_BYTES = 16 * MIB;
const test = testWith();
const asRoot = testWith('root');
const onTerminal = testWith('rigs', 'tool:tmux');

let folder = '';
let image = '';
let disk = '';
let other = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-confirmed-'));
  [image, disk, other] = [join(folder, 'image.iso'), join(folder, 'disk.img'), join(folder, 'other.img')];
  writeFileSync(image, seededBytes(3 * MIB));
  writeFileSync(disk, seededBytes(DISK_BYTES, 1));
  writeFileSync(other, seededBytes(DISK_BYTES, 2));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another file, or a link to it, takes the place of `path`. */
const swaps: readonly [string, (path: string) => void][] = [
  [
    'a link to another file',
    (path) => {
      unlinkSync(path);
      symlinkSync(other, path);
    },
  ],
  [
    'another file, removed and made anew',
    (path) => {
      const bytes = readFileSync(path);
      unlinkSync(path);
      writeFileSync(path, bytes);
    },
  ],
  [
    'a copy under its name',
    (path) => {
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    },
  ],
];

const untouched = (): boolean => readFileSync(other).equals(Buffer.from(seededBytes(DISK_BYTES, 2)));

const write = (...more: string[]): CliRan =>
  isowright([
    'write',
    image,
    disk,
    '--file-target',
    '--yes',
    '--expect-size',
    String(DISK_BYTES),
    '--json',
    ...more,
  ]);

/** A job that was killed just before its last word. */
function interrupted(): string {
  const { status, events, done } = write();
  expect([status, done?.ok]).toEqual([0, true]);
  const path = events.find((event) => event.event === 'note' && event.code === 'job-folder') as
    | { path: string }
    | undefined;
  const log = join(path!.path, 'events.ndjson');
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  writeFileSync(log, `${lines.slice(0, -1).join('\n')}\n`);
  writeFileSync(join(path!.path, 'process.json'), '{"pid":1,"startedTicks":"none"}\n');
  return events[0]!.job;
}

for (const [what, swap] of swaps) {
  test(`resume does not go on with ${what}`, () => {
    const job = interrupted();
    swap(disk);
    const before = readFileSync(disk);
    const { status, done } = isowright(['resume', job, '--json']);
    expect([status, done?.report.failure?.code]).toEqual([5, 'target-changed']);
    expect([readFileSync(disk).equals(before), untouched()]).toEqual([true, true]);
  });

  test(`undo puts nothing back into ${what}`, () => {
    const { job } = write().events[0]!;
    swap(disk);
    const before = readFileSync(disk);
    const { status, done } = isowright(['undo', job, '--yes', '--json']);
    expect([status, done?.report.failure?.code]).toEqual([5, 'target-changed']);
    expect([readFileSync(disk).equals(before), untouched()]).toEqual([true, true]);
  });

  test(`a plan that was kept does not write to ${what}`, () => {
    const plan = join(folder, 'plan.json');
    const words = ['write', image, disk, '--file-target', '--dry-run', '--json'];
    writeFileSync(plan, isowright(words).stdout);
    swap(disk);
    const before = readFileSync(disk);
    const { status, done } = isowright(['run', plan, '--json']);
    expect([status, done?.report.failure?.code]).toEqual([5, 'target-changed']);
    expect([readFileSync(disk).equals(before), untouched()]).toEqual([true, true]);
  });

  onTerminal(`${what} in the target's place while the question is on the screen is not overwritten`, () => {
    ask(['write', image, disk, '--file-target'], disk, () => swap(disk), 5);
    expect(untouched()).toBe(true);
  });

  onTerminal(`${what} in the source's place while the question is on the screen is not written`, () => {
    const before = readFileSync(disk);
    ask(['write', image, disk, '--file-target'], disk, () => swap(image), 5);
    expect(readFileSync(disk).equals(before)).toBe(true);
  });
}

test('a resume where neither the image nor what was there before is found changes nothing', () => {
  const job = interrupted();
  writeFileSync(disk, seededBytes(DISK_BYTES, 7), { flag: 'r+' });
  const before = readFileSync(disk);
  const { status, done } = isowright(['resume', job, '--json']);
  expect([status, done?.report.failure]).toMatchObject([
    5,
    { code: 'target-changed', facts: { field: 'content' } },
  ]);
  expect(readFileSync(disk).equals(before)).toBe(true);
});

test('a resume on the very file goes on, and one that finds what was there before begins anew', () => {
  const job = interrupted();
  expect(isowright(['resume', job, '--json']).status).toBe(0);
  expect(
    readFileSync(disk)
      .subarray(0, 3 * MIB)
      .equals(Buffer.from(seededBytes(3 * MIB))),
  ).toBe(true);
  writeFileSync(disk, seededBytes(DISK_BYTES, 1), { flag: 'r+' });
  const again = interrupted();
  writeFileSync(disk, seededBytes(DISK_BYTES, 1), { flag: 'r+' });
  expect(isowright(['resume', again, '--json']).status).toBe(0);
  expect(
    readFileSync(disk)
      .subarray(0, 3 * MIB)
      .equals(Buffer.from(seededBytes(3 * MIB))),
  ).toBe(true);
});

test('an undo on a file that somebody else filled since changes nothing', () => {
  const { job } = write().events[0]!;
  writeFileSync(disk, seededBytes(DISK_BYTES, 7), { flag: 'r+' });
  const before = readFileSync(disk);
  expect(isowright(['undo', job, '--yes', '--partly', '--json']).status).toBe(5);
  expect(readFileSync(disk).equals(before)).toBe(true);
});

onTerminal('a block map, and a folder, in whose place another stands since the question are refused', () => {
  const map = join(folder, 'map.bmap');
  writeFileSync(map, '<bmap/>');
  writeFileSync(other, '<bmap/>');
  ask(['write', image, disk, '--file-target', '--bmap', map], disk, () => swaps[0]![1](map), 5);
  const tree = join(folder, 'tree');
  mkdirSync(tree);
  mkdirSync(join(folder, 'secret'));
  const before = readFileSync(disk);
  ask(
    ['write', tree, disk, '--file-target'],
    disk,
    () => {
      renameSync(tree, `${tree}.was`);
      symlinkSync(join(folder, 'secret'), tree);
    },
    5,
  );
  expect(readFileSync(disk).equals(before)).toBe(true);
});

onTerminal('where a link leads is said before the question', () => {
  const link = join(folder, 'link.img');
  symlinkSync(disk, link);
  const terminal = openTerminal('200x24', commandLine(['write', image, link, '--file-target']));
  try {
    terminal.waitFor(`${link} is ${disk}`);
    terminal.waitFor('Type ');
    terminal.type('no');
    terminal.keys('Enter');
    expect(terminal.exitCode()).toBe(3);
  } finally {
    terminal.stop();
  }
});

function commandLine(words: readonly string[]): string {
  return programLine(words.join(' '), `XDG_STATE_HOME=${join(folder, 'state')} LC_ALL=C.UTF-8`);
}

/** Answers the question after something was changed; expects this exit code. */
function ask(words: readonly string[], answer: string, change: () => void, exitCode: number): void {
  const terminal: Terminal = openTerminal('200x24', commandLine(words));
  try {
    terminal.waitFor('Type ');
    change();
    terminal.type(answer);
    terminal.keys('Enter');
    expect(terminal.exitCode()).toBe(exitCode);
  } finally {
    terminal.stop();
  }
}

test('make --force replaces what was there, and names nothing through a link in the folder’s place', () => {
  const tree = join(folder, 'tree');
  mkdirSync(tree);
  writeFileSync(join(tree, 'file'), 'text');
  const out = join(folder, 'out.iso');
  writeFileSync(out, 'old');
  expect(isowright(['make', tree, '-o', out, '--force', '--json']).status).toBe(0);
  truncateSync(join(tree, 'file'), 10);
  execFileSync('sha256sum', ['-c', 'out.iso.sha256'], { cwd: folder, timeout: 10_000 });
});

asRoot(
  'an ordinary user is kept from the same: nothing is written, put back or gone on with elsewhere',
  () => {
    const NOBODY = 65534;
    cpSync('dist', join(folder, 'dist'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    for (const path of [folder, image, disk, other]) chownSync(path, NOBODY, NOBODY);
    const run = (...words: string[]) => {
      const ran = spawnSync(process.execPath, [join(folder, 'dist/main.js'), ...words, '--json'], {
        env: { PATH: process.env.PATH, XDG_STATE_HOME: join(folder, 'state'), HOME: folder },
        encoding: 'utf8',
        timeout: 60_000,
        uid: NOBODY,
        gid: NOBODY,
      });
      const events = ran.stdout
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text));
      return { status: ran.status, job: events[0].job as string, code: events.at(-1).report?.failure?.code };
    };
    const written = run('write', image, disk, '--file-target', '--yes', '--expect-size', String(DISK_BYTES));
    expect(written.status).toBe(0);
    unlinkSync(disk);
    symlinkSync(other, disk);
    expect(run('undo', written.job, '--yes')).toMatchObject({ status: 5, code: 'target-changed' });
    expect(untouched()).toBe(true);
  },
);
