import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { DoneFact } from '../../src/engine/contract/events/events.ts';
import { isowright, programPath, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeFaultyDevice } from '../fakes/faulty-device.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Jobs belong to who started them: folders of somebody else, links to them, and their sockets are refused. A job of root
// opens what was confirmed and nothing else, and writes through nobody's link.

const NOBODY = 65534;
const JOB = '20261122-120000-abcd';
const test = testWith('root');

let folder = '';
let program = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-strangers-'));
  chmodSync(folder, 0o755);
  // Where an ordinary user may read it.
  cpSync(join(programPath, '..'), join(folder, 'dist'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  program = join(folder, 'dist/main.js');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A job's folder with a plan in it, below a state folder of `owner`. */
function plantJob(name: string, owner: number): { state: string; job: string } {
  const state = join(folder, name);
  const job = join(state, 'isowright/jobs', JOB);
  mkdirSync(job, { recursive: true, mode: 0o700 });
  const image = { kind: 'image', path: '/etc/shadow' };
  const plan = {
    v: 1,
    do: 'write',
    source: image,
    targets: [{ kind: 'file', path: '/tmp/x', sizeBytes: 1 }],
    verify: true,
  };
  writeFileSync(join(job, 'plan.json'), JSON.stringify(plan));
  for (const path of [state, join(state, 'isowright'), join(state, 'isowright/jobs'), job])
    chownSync(path, owner, owner);
  return { state, job };
}

function failureOf(
  state: string,
  args: readonly string[],
  uid = 0,
): { status: number | null; code: string | undefined } {
  const ran = spawnSync(process.execPath, [program, ...args, '--json'], {
    env: { PATH: process.env.PATH, XDG_STATE_HOME: state, HOME: '/nonexistent' },
    encoding: 'utf8',
    timeout: 60_000,
    uid,
    gid: uid,
  });
  const done = ran.stdout.trim().split('\n').at(-1);
  return { status: ran.status, code: done ? (JSON.parse(done) as DoneFact).report.failure?.code : undefined };
}

test('another user finds no job of ours, whatever state folder is named', () => {
  const { state } = plantJob('ours', 0);
  expect(failureOf(state, ['attach', JOB], NOBODY)).toEqual({ status: 2, code: 'job-missing' });
  expect(failureOf(state, ['resume', JOB], NOBODY)).toEqual({ status: 2, code: 'job-missing' });
});

test('root takes no job from a state folder that belongs to somebody else', () => {
  const { state } = plantJob('theirs', NOBODY);
  expect(failureOf(state, ['resume', JOB])).toEqual({ status: 2, code: 'job-missing' });
});

test('a job folder of somebody else within our own is refused', () => {
  const { state, job } = plantJob('planted', 0);
  chownSync(job, NOBODY, NOBODY);
  expect(failureOf(state, ['resume', JOB])).toEqual({ status: 4, code: 'permission-denied' });
});

test('a link in the place of a job folder is refused, also to a folder of our own', () => {
  const { state, job } = plantJob('linked', 0);
  const elsewhere = join(folder, 'elsewhere');
  cpSync(job, elsewhere, { recursive: true });
  rmSync(job, { recursive: true });
  symlinkSync(elsewhere, job);
  expect(failureOf(state, ['resume', JOB])).toEqual({ status: 4, code: 'permission-denied' });
});

test('a job folder that others may write to is refused', () => {
  const { state, job } = plantJob('open', 0);
  chmodSync(job, 0o777);
  expect(failureOf(state, ['attach', JOB])).toEqual({ status: 4, code: 'permission-denied' });
});

/** What a shell line of nobody's says, and how it ends. */
function asNobody(line: string): { status: number; said: string } {
  const ran = run('setpriv', [
    '--reuid',
    String(NOBODY),
    '--regid',
    String(NOBODY),
    '--clear-groups',
    'sh',
    '-c',
    line,
  ]);
  return { status: ran.status, said: `${ran.stdout}${ran.stderr}` };
}

const MIB = 1 << 20;
const withDevice = testWith('rigs', 'loop', 'tool:nbdkit', 'tool:nbdfuse', 'tool:setpriv', 'tool:socat');

withDevice(
  'nobody else gets at the job of root that is running: not its socket, its folder, its process',
  async () => {
    const image = join(folder, 'image.iso');
    writeFileSync(image, seededBytes(12 * MIB));
    const device = makeFaultyDevice(16 * MIB, { rate: 4_000_000 });
    try {
      const size = String(device.sizeBytes);
      const job = startIsowright([
        'write',
        image,
        device.path,
        '--yes',
        '--expect-size',
        size,
        '--test',
        'off',
      ]);
      const note = await job.waitFor((event) => event.event === 'note' && event.code === 'job-folder');
      const at = (note.event === 'note' && note.path) || '';
      await job.waitFor((event) => event.event === 'progress' && (event.writtenBytes ?? 0) > 0);
      expect(statSync(join(at, 'socket')).isSocket()).toBe(true);
      const refused = /permission denied|not permitted/i;
      const trials = [
        `socat -u OPEN:/dev/null UNIX-CONNECT:'${at}/socket'`,
        `ls '${at}'`,
        `cat '${at}/token'`,
        `cat '${at}/plan.json' '${at}/journal.ndjson'`,
        `echo '{}' >> '${at}/journal.ndjson'`,
        `mv '${at}' '${at}.away'`,
        `mv '${at}/..' /tmp/elsewhere-$$`,
        `ln -s /etc '${at}/../20261122-999999-zzzz'`,
        `ln -sf /etc/passwd '${at}/plan.json'`,
        `rm -f '${at}/socket'`,
        ...jobProcesses(at).flatMap((pid) => [
          `kill -STOP ${pid}`,
          `ls -l /proc/${pid}/fd`,
          `cat /proc/${pid}/environ`,
        ]),
      ];
      expect(trials.length).toBeGreaterThan(10);
      for (const trial of trials) {
        const { status, said } = asNobody(trial);
        expect([trial, status === 0, refused.test(said)]).toEqual([trial, false, true]);
      }
      device.control({});
      expect((await job.ended).status).toBe(0);
    } finally {
      device.remove();
    }
  },
);

/** Pids of what has the job's socket open. */
function jobProcesses(at: string): string[] {
  const { pid } = JSON.parse(readFileSync(join(at, 'process.json'), 'utf8')) as { pid: number };
  return [String(pid)];
}

test('root keeps no jobs below a folder in which somebody else could put another in their place', () => {
  const theirs = join(folder, 'their-home');
  mkdirSync(theirs);
  chownSync(theirs, NOBODY, NOBODY);
  mkdirSync(join(theirs, 'state/isowright/jobs'), { recursive: true, mode: 0o700 });
  const drive = join(folder, 'drive.img');
  writeFileSync(drive, new Uint8Array(MIB));
  writeFileSync(join(folder, 'small.iso'), seededBytes(65_536));
  const words = [
    'write',
    join(folder, 'small.iso'),
    drive,
    '--file-target',
    '--yes',
    '--expect-size',
    String(MIB),
    '--json',
  ];
  const ran = isowright(words, { env: { XDG_STATE_HOME: join(theirs, 'state') } });
  expect(ran.status).toBe(0);
  const at = ran.events.find((event) => event.event === 'note' && event.code === 'job-folder');
  const path = (at?.event === 'note' && at.path) || '';
  expect(path).not.toContain(theirs);
  expect(path).not.toBe('');
  rmSync(path, { recursive: true });
});

/** Gives a job process its order and returns its last word. */
function order(plan: object, files: object): DoneFact | undefined {
  const message = { do: 'start', job: '20261122-130000-abcd', dryRun: false, plan, files };
  const ran = spawnSync(process.execPath, [program, '--job-process'], {
    input: `${JSON.stringify(message)}\n`,
    env: { PATH: process.env.PATH, XDG_STATE_HOME: mkdtempSync(join(folder, 'state-')) },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '{}');
}

function identity(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true });
  return `inode ${dev}:${ino}`;
}

test('a link put in the place of a confirmed file target or image leads a job of root nowhere', () => {
  const [image, drive, secret] = ['swap.iso', 'swap.img', 'secret'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [image, drive, secret]) writeFileSync(path, seededBytes(MIB, path.length));
  const files = { [image]: identity(image), [drive]: identity(drive) };
  const plan = {
    v: 1,
    do: 'write',
    source: { kind: 'image', path: image },
    targets: [{ kind: 'file', path: drive, sizeBytes: MIB }],
    verify: true,
  };
  const before = readFileSync(secret);
  unlinkSync(drive);
  symlinkSync(secret, drive);
  expect(order(plan, files)).toMatchObject({ exitCode: 5, report: { failure: { code: 'target-changed' } } });
  expect(Buffer.compare(readFileSync(secret), before)).toBe(0);
  unlinkSync(drive);
  writeFileSync(drive, new Uint8Array(MIB));
  const anew = { ...files, [drive]: identity(drive) };
  renameSync(image, `${image}.away`);
  symlinkSync(secret, image);
  expect(order(plan, anew)).toMatchObject({ exitCode: 5, report: { failure: { code: 'target-changed' } } });
  expect(readFileSync(drive).every((byte) => byte === 0)).toBe(true);
  unlinkSync(image);
  renameSync(`${image}.away`, image);
  expect(order(plan, anew)).toMatchObject({ exitCode: 0 });
});

testWith('loop')('a by-id link that is pointed at another drive after the confirmation is refused', () => {
  const [meant, other] = [makeLoopDevice(16 * MIB), makeLoopDevice(16 * MIB)];
  const link = join(folder, 'by-id-link');
  symlinkSync(meant.path, link);
  writeFileSync(join(folder, 'small.iso'), seededBytes(65_536));
  try {
    const words = ['write', join(folder, 'small.iso'), link, '--yes', '--expect-size', String(16 * MIB)];
    const { forecast: _, ...plan } = JSON.parse(isowright([...words, '--dry-run', '--json']).stdout);
    expect(plan.targets[0].path).toBe(meant.path);
    plan.targets[0].path = link;
    const file = join(folder, 'confirmed.json');
    writeFileSync(file, JSON.stringify(plan));
    unlinkSync(link);
    symlinkSync(other.path, link);
    const ran = isowright(['run', file, '--json']);
    expect(ran).toMatchObject({ status: 5, done: { report: { failure: { code: 'target-changed' } } } });
    expect(readFileSync(other.path).every((byte) => byte === 0)).toBe(true);
    unlinkSync(link);
    symlinkSync(meant.path, link);
    expect(isowright(['run', file, '--json']).status).toBe(0);
  } finally {
    meant.remove();
    other.remove();
  }
});

test('what root writes for a person goes through no link that stands there', () => {
  const shared = join(folder, 'shared');
  mkdirSync(shared);
  chmodSync(shared, 0o777);
  const precious = join(folder, 'precious');
  const plant = (name: string): void => {
    writeFileSync(precious, 'precious');
    symlinkSync(precious, join(shared, name));
    // The trap is somebody else's.
    run('chown', ['-h', `${NOBODY}:${NOBODY}`, join(shared, name)]);
  };
  const tree = join(folder, 'tree');
  mkdirSync(tree);
  writeFileSync(join(tree, 'a'), 'a');
  const make = (...more: string[]) =>
    isowright(['make', tree, '-o', join(shared, 'out.iso'), '--force', '--json', ...more]);

  for (const name of ['out.iso', 'out.iso.sha256', 'out.iso.sha256.part']) plant(name);
  expect(make().status).toBe(0);
  expect(readFileSync(precious, 'utf8')).toBe('precious');
  expect(readFileSync(join(shared, 'out.iso.sha256'), 'utf8')).toMatch(/^[0-9a-f]{64} /);

  for (const [flag, name] of [
    ['--report', 'report.csv'],
    ['--log', 'log.ndjson'],
    ['--receipt', 'receipt.json'],
  ] as const) {
    plant(name);
    const ran = make(flag, join(shared, name));
    expect([flag, ran.status === 0]).toEqual([flag, false]);
    expect(readFileSync(precious, 'utf8')).toBe('precious');
    rmSync(join(shared, name));
    expect(make(flag, join(shared, name)).status).toBe(0);
    rmSync(join(shared, name));
  }
  // A second name of a file elsewhere.
  linkSync(precious, join(shared, 'report.csv'));
  expect(make('--report', join(shared, 'report.csv')).status).not.toBe(0);
  expect(readFileSync(precious, 'utf8')).toBe('precious');
  // Where only root writes, a link is root's own and no trap.
  symlinkSync(join(folder, 'elsewhere.ndjson'), join(folder, 'log.ndjson'));
  expect(make('--log', join(folder, 'log.ndjson')).status).toBe(0);
  expect(readFileSync(join(folder, 'elsewhere.ndjson'), 'utf8')).toContain('"event":"done"');
});
