import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { isowright, programPath } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeOrdinaryUser } from '../fakes/ordinary-user.ts';
import { run, testWith } from '../fakes/rigs.ts';

// What a file system or an account refuses while an image is made: each a failure with a remedy, and nothing left behind.

const anywhere = testWith();
const asRoot = testWith('root');
const withUsers = testWith('root', 'tool:useradd', 'tool:runuser');

let folder = '';
let source = '';
const mounts: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-outputs-'));
  chmodSync(folder, 0o755);
  source = join(folder, 'source');
  mkdirSync(source);
  writeFileSync(join(source, 'data.bin'), seededBytes(3 << 20));
});
afterEach(() => {
  for (const mount of mounts.splice(0)) run('umount', [mount]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file system in memory with so much room. */
function memory(name: string, options: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  const { status, stderr } = run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]);
  if (status !== 0) throw new Error(stderr);
  mounts.push(path);
  return path;
}

function emptyFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

anywhere('an existing checksum file is not replaced without --force: exit 2, and nothing is written', () => {
  const into = emptyFolder('checksum');
  writeFileSync(join(into, 'a.iso.sha256'), 'mine');
  const { status, done } = isowright(['make', source, '-o', join(into, 'a.iso'), '--json']);
  expect([status, done?.report.failure?.code]).toEqual([2, 'output-exists']);
  expect(readdirSync(into)).toEqual(['a.iso.sha256']);
  expect(isowright(['make', source, '-o', join(into, 'a.iso'), '--force', '--quiet']).status).toBe(0);
  expect(run('sha256sum', ['-c', join(into, 'a.iso.sha256')], { cwd: into }).status).toBe(0);
});

anywhere('a receipt under the name of another output is refused before anything is written', () => {
  const into = emptyFolder('receipt');
  const path = join(into, 'a.iso');
  for (const receipt of [path, `${path}.sha256`])
    expect(isowright(['make', source, '-o', path, '--receipt', receipt]).status).toBe(2);
  expect(readdirSync(into)).toEqual([]);
});

const limited = (program: string, node: string, into: string): string =>
  `ulimit -f 1000; '${node}' '${program}' make '${source}' -o '${into}/a.iso'`;

anywhere('a file larger than the account may make: exit 8, a remedy, no unfinished file', () => {
  const into = emptyFolder('limit');
  const { status, stderr } = run('sh', ['-c', limited(programPath, process.execPath, into)]);
  expect(stderr).toMatch(/too large for this place[\s\S]*ulimit -f/);
  expect(stderr).not.toMatch(/inside isowright/);
  expect(status).toBe(8);
  expect(readdirSync(into)).toEqual([]);
});

withUsers('the same for an ordinary user', () => {
  const into = emptyFolder('limit-user');
  chmodSync(into, 0o777);
  const user = makeOrdinaryUser();
  try {
    const line = user.lineFor(limited(user.programPath, user.nodePath, into));
    const { status, stderr } = run('sh', ['-c', line]);
    expect([status, /too large for this place/.test(stderr)], stderr).toEqual([8, true]);
    expect(readdirSync(into)).toEqual([]);
  } finally {
    user.remove();
  }
});

asRoot('no room for the checksum file when the image is written: exit 8, and neither is left', () => {
  // Inodes for the folder itself and one file.
  const into = memory('inodes', 'size=64m,nr_inodes=2');
  const { status, done } = isowright(['make', source, '-o', join(into, 'a.iso'), '--json']);
  expect([status, done?.report.failure?.code]).toEqual([8, 'no-space']);
  expect(readdirSync(into)).toEqual([]);
});

asRoot('a file system that is only read: exit 4, and nothing is left', () => {
  const into = memory('read-only', 'size=64m');
  run('mount', ['-o', 'remount,ro', into]);
  const { status, done } = isowright(['make', source, '-o', join(into, 'a.iso'), '--json']);
  expect([status, done?.report.failure]).toMatchObject([
    4,
    { code: 'output-not-writable', facts: { errno: 'EROFS' } },
  ]);
  expect(readdirSync(into)).toEqual([]);
});

asRoot('what is read back from memory proves less, and every command that proves says so', () => {
  const into = memory('memory', 'size=64m');
  const path = join(into, 'a.iso');
  const less = /read back through the system's cache, which proves less/;
  const made = isowright(['make', source, '-o', path]);
  expect([made.status, made.stderr, made.stdout]).toEqual([
    0,
    expect.stringMatching(less),
    expect.stringMatching(/read back \(through the system's cache, which proves less\)/),
  ]);
  const drive = join(into, 'drive.img');
  writeFileSync(drive, new Uint8Array(8 << 20));
  const onDrive = [drive, '--file-target', '--json'];
  const events = [
    isowright(['make', source, '-o', path, '--force', '--json']),
    isowright(['write', path, ...onDrive, '--yes', '--expect-size', String(8 << 20)]),
    isowright(['verify', path, ...onDrive]),
  ];
  for (const { done, events: said, stderr } of events) {
    expect(said, stderr).toContainEqual(expect.objectContaining({ code: 'read-back-cached' }));
    expect(done?.report.targets?.[0]).toMatchObject({ ok: true, cached: true });
  }
});

asRoot('an overlay over memory, as live systems have it, proves no more than memory', () => {
  const upper = memory('upper layer', 'size=64m');
  for (const name of ['lower', 'upper', 'work', 'merged']) mkdirSync(join(upper, name));
  const [lower, written, work, merged] = ['lower', 'upper', 'work', 'merged'].map((name) =>
    join(upper, name),
  );
  const layers = `lowerdir=${lower},upperdir=${written},workdir=${work}`;
  const { status, stderr } = run('mount', ['-t', 'overlay', '-o', layers, 'overlay', merged!]);
  if (status !== 0) throw new Error(stderr);
  mounts.unshift(merged!);
  const made = isowright(['make', source, '-o', join(merged!, 'a.iso'), '--json']);
  expect(made.done?.report.targets?.[0], made.stderr).toMatchObject({ ok: true, cached: true });
});

asRoot('without a read-back nothing is said of one', () => {
  const into = memory('unproved', 'size=64m');
  const { stderr, stdout } = isowright(['make', source, '-o', join(into, 'a.iso'), '--no-verify']);
  expect(stderr + stdout).not.toMatch(/which proves less/);
});

asRoot('a log that cannot go on is said, and the job is done all the same', () => {
  const small = memory('log', 'size=4k');
  writeFileSync(join(small, 'full'), new Uint8Array(4096));
  const into = emptyFolder('with-log');
  const { status, stderr } = isowright([
    'make',
    source,
    '-o',
    join(into, 'a.iso'),
    '--log',
    join(small, 'log'),
  ]);
  expect(stderr).toMatch(/the log ends here: The file system of .* is full/);
  expect([status, readdirSync(into).sort()]).toEqual([0, ['a.iso', 'a.iso.sha256']]);
});

asRoot('a report that has no room ends in exit 8', () => {
  const small = memory('report', 'size=4k');
  writeFileSync(join(small, 'full'), new Uint8Array(4096));
  const into = emptyFolder('with-report');
  const report = join(small, 'report.json');
  const { status, stderr } = isowright(['make', source, '-o', join(into, 'a.iso'), '--report', report]);
  expect([status, /No space left/.test(stderr)], stderr).toEqual([8, true]);
});
