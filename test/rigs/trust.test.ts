import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import type { DoneFact, JobEvent } from '../../src/engine/contract/events/events.ts';
import { isowright, programPath, startIsowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { makeOrdinaryUser } from '../fakes/ordinary-user.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Whom the program trusts: the install, the lists of protected drives, addresses with secrets, plans.

const MIB = 1 << 20;
const anywhere = testWith();
const asRoot = testWith('root');
const onLoop = testWith('loop');
let folder = '';
let image = '';
const bytes = seededBytes(4 * MIB);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-trust-'));
  chmodSync(folder, 0o755);
  image = join(folder, 'image.iso');
  writeFileSync(image, bytes);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lastWord(text: string): DoneFact | undefined {
  const line = text.trim().split('\n').at(-1) ?? '';
  return line.startsWith('{') ? (JSON.parse(line) as DoneFact) : undefined;
}

testWith(
  'loop',
  'tool:sudo',
  'tool:useradd',
)('an install that others may write is never made root, and sudo is not even asked; put right, it is', () => {
  const user = makeOrdinaryUser();
  const device = makeLoopDevice(16 * MIB);
  const dist = dirname(user.programPath);
  const words = `write '${image}' ${device.path} --yes --expect-size ${16 * MIB} --json </dev/null`;
  const write = () => run('sh', ['-c', user.lineFor(`'${user.nodePath}' '${user.programPath}' ${words}`)]);
  const places = [dist, user.programPath, user.nodePath, dirname(dist), join(dirname(dist), 'package.json')];
  try {
    for (const place of places) {
      const { mode } = statSync(place);
      for (const open of [0o002, 0o020]) {
        chmodSync(place, mode | open);
        const ran = write();
        expect([place, ran.status, lastWord(ran.stdout)?.report.failure]).toEqual([
          place,
          5,
          {
            code: 'install-not-safe',
            facts: expect.objectContaining({ path: place, why: expect.stringContaining('may write') }),
          },
        ]);
      }
      chmodSync(place, mode);
    }
    chownSync(dist, 65534, 65534);
    expect(lastWord(write().stdout)?.report.failure?.code).toBe('install-not-safe');
    chownSync(dist, user.uid, user.uid);
    // It is the caller's own now: sudo is asked, and has no terminal to ask on.
    expect(lastWord(write().stdout)?.report.failure?.code).toBe('elevation-refused');
    expect(readFileSync(device.path).every((byte) => byte === 0)).toBe(true);
  } finally {
    device.remove();
    user.remove();
  }
});

/** What a job process of root answers to an order. */
function order(message: object, state: string): DoneFact | undefined {
  const env = { PATH: process.env.PATH, XDG_STATE_HOME: state };
  const options = { input: `${JSON.stringify(message)}\n`, env, encoding: 'utf8', timeout: 60_000 } as const;
  return lastWord(spawnSync(process.execPath, [programPath, '--job-process'], options).stdout);
}

onLoop('what the person’s own process could not read stops the job of root: write, restore, resume', () => {
  const device = makeLoopDevice(16 * MIB);
  const state = mkdtempSync(join(folder, 'state-'));
  const sys = (name: string): string =>
    readFileSync(`/sys/block/${basename(device.path)}/${name}`, 'utf8').trim();
  // Without a serial only the very device is one to go on with.
  const very = { deviceNumber: sys('dev'), diskSequence: Number(sys('diskseq')) };
  const targets = [{ kind: 'drive', path: device.path, expect: { sizeBytes: 16 * MIB, ...very } }];
  const start = { do: 'start', job: '20261122-130000-abcd', dryRun: false };
  const write = { v: 1, do: 'write', source: { kind: 'image', path: image }, targets, test: 'off' };
  const neverTouch = { problem: '/home/ann/.config/isowright/never-touch.json: EACCES' };
  try {
    const refused = {
      exitCode: 5,
      report: { failure: { code: 'never-touch-unreadable', facts: neverTouch } },
    };
    expect(order({ ...start, plan: write, neverTouch }, state)).toMatchObject(refused);
    const restore = { v: 1, do: 'restore', targets };
    expect(order({ ...start, job: '20261122-130000-abce', plan: restore, neverTouch }, state)).toMatchObject(
      refused,
    );
    expect(order({ do: 'resume', job: start.job, neverTouch }, state)).toMatchObject(refused);
    expect(readFileSync(device.path).every((byte) => byte === 0)).toBe(true);
    const serials = { serials: ['SOME-OTHER'] };
    expect(
      order({ ...start, job: '20261122-130000-abcf', plan: write, neverTouch: serials }, state),
    ).toMatchObject({
      exitCode: 0,
    });
  } finally {
    device.remove();
  }
});

onLoop(
  'no drive is offered or written while the list cannot be read, whatever keeps it from being read',
  () => {
    const device = makeLoopDevice(16 * MIB);
    const write = ['write', image, device.path, '--yes', '--expect-size', String(16 * MIB), '--json'];
    try {
      for (const [name, make] of [
        ['folder', (path: string) => mkdirSync(path)],
        ['pipe', (path: string) => void run('mkfifo', [path])],
        ['large', (path: string) => writeFileSync(path, ' '.repeat(2 * MIB))],
      ] as const) {
        const list = join(folder, `config-${name}/isowright/never-touch.json`);
        mkdirSync(dirname(list), { recursive: true });
        make(list);
        const env = { XDG_CONFIG_HOME: join(folder, `config-${name}`) };
        const { status, done } = isowright(write, { env });
        expect([name, status, done?.report.failure?.code]).toEqual([name, 5, 'never-touch-unreadable']);
        const { devices } = JSON.parse(isowright(['devices', '--json'], { env }).stdout);
        for (const { refusals } of devices)
          expect(refusals.map(({ code }: { code: string }) => code)).toContain('never-touch-unreadable');
        expect(isowright(['config', 'never-touch', 'list'], { env }).stderr).toContain(list);
      }
      expect(readFileSync(device.path).every((byte) => byte === 0)).toBe(true);
    } finally {
      device.remove();
    }
  },
);

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Serves the image; `hold` is called once half of it has gone out, and the rest follows when it resolves. */
async function serve(hold?: () => Promise<void>): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const made = createServer((ask, answer) => {
    const { pathname } = new URL(ask.url ?? '', 'http://x');
    if (pathname !== '/image.iso') return void answer.writeHead(404).end();
    asked.push(ask.url ?? '');
    answer.writeHead(200, { 'content-length': bytes.length });
    answer.write(bytes.subarray(0, bytes.length / 2));
    void (hold?.() ?? Promise.resolve()).then(() => answer.end(bytes.subarray(bytes.length / 2)));
  });
  await new Promise<void>((ready) => made.listen(0, '127.0.0.1', ready));
  server = made;
  return { url: `http://127.0.0.1:${(made.address() as AddressInfo).port}/image.iso`, asked };
}

const SECRET = 'TOKEN-4711';

function everythingBelow(path: string): string {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`)
    .join('\n');
}

anywhere(
  'the secret of an address is in nothing that is said or kept, and the download uses it',
  async () => {
    const { url, asked } = await serve();
    const state = mkdtempSync(join(folder, 'secret-'));
    const drive = join(folder, 'secret.img');
    writeFileSync(drive, new Uint8Array(8 * MIB));
    const kept = mkdtempSync(join(folder, 'kept-'));
    const files = [
      '--log',
      join(kept, 'log'),
      '--report',
      join(kept, 'report.csv'),
      '--receipt',
      join(kept, 'receipt'),
    ];
    const words = [
      'write',
      `${url}?token=${SECRET}`,
      drive,
      '--file-target',
      '--yes',
      '--expect-size',
      String(8 * MIB),
    ];
    const rehearsed = await startIsowright([...words, '--dry-run'], { XDG_STATE_HOME: state }).ended;
    expect(`${rehearsed.stdout}${rehearsed.stderr}`).not.toContain(SECRET);
    expect(JSON.parse(rehearsed.stdout).source.path).toBe(`${url}?...`);
    const ran = await startIsowright([...words, ...files], { XDG_STATE_HOME: state }).ended;
    expect([ran.status, Buffer.compare(readFileSync(drive).subarray(0, bytes.length), bytes)]).toEqual([
      0, 0,
    ]);
    expect(asked.every((one) => one.includes(SECRET))).toBe(true);
    expect(`${ran.stdout}${ran.stderr}`).not.toContain(SECRET);
    expect(everythingBelow(kept)).toContain(`${url}?...`);
    expect(everythingBelow(kept) + everythingBelow(state)).not.toContain(SECRET);
    const jobs = isowright(['jobs', '--json'], { env: { XDG_STATE_HOME: state } });
    expect(jobs.stdout).toContain(`${url}?...`);
  },
);

anywhere(
  'a job that was killed goes on with the whole address, which only its owner can read and which goes at its end',
  async () => {
    const held = Promise.withResolvers<void>();
    const { url, asked } = await serve(() => held.promise);
    const state = mkdtempSync(join(folder, 'killed-'));
    const drive = join(folder, 'killed.img');
    writeFileSync(drive, new Uint8Array(8 * MIB));
    const env = { XDG_STATE_HOME: state };
    const words = [
      'write',
      `${url}?token=${SECRET}`,
      drive,
      '--file-target',
      '--yes',
      '--expect-size',
      String(8 * MIB),
    ];
    const job = startIsowright(words, env);
    const note = await job.waitFor((event) => event.event === 'note' && event.code === 'job-folder');
    const at = (note.event === 'note' && note.path) || '';
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0), { timeout: 20_000 });
    const { pid } = JSON.parse(readFileSync(join(at, 'process.json'), 'utf8')) as { pid: number };
    expect(readFileSync(`/proc/${pid}/cmdline`, 'latin1')).not.toContain(SECRET);
    process.kill(pid, 'SIGKILL');
    expect((await job.ended).status).not.toBe(0);
    const files = readdirSync(at).filter((name) => statSync(join(at, name)).isFile());
    const holding = files.filter((name) => readFileSync(join(at, name), 'latin1').includes(SECRET));
    expect(holding).toEqual(['source-address']);
    expect(statSync(join(at, 'source-address')).mode & 0o777).toBe(0o600);
    held.resolve();
    const resumed = await startIsowright(['resume', at.split('/').at(-1)!], env).ended;
    expect([resumed.status, resumed.stdout.includes(SECRET)]).toEqual([0, false]);
    expect(Buffer.compare(readFileSync(drive).subarray(0, bytes.length), bytes)).toBe(0);
    expect(everythingBelow(state)).not.toContain(SECRET);
  },
);

anywhere('an address that was only shown is refused, and says why', async () => {
  const { url } = await serve();
  const drive = join(folder, 'shown.img');
  writeFileSync(drive, new Uint8Array(8 * MIB));
  const words = ['write', `${url}?...`, drive, '--file-target', '--yes', '--expect-size', String(8 * MIB)];
  const ran = await startIsowright(words).ended;
  expect(ran.status).toBe(2);
  expect(`${ran.stdout}${ran.stderr}`).toContain('give the whole address');
});

anywhere('with few open files every command says so, and none shows a stack', () => {
  const state = mkdtempSync(join(folder, 'few-'));
  const commands = [
    'devices',
    'jobs',
    `inspect '${image}'`,
    `make '${folder}' -o '${folder}/few.iso'`,
    'practice --plain',
  ];
  for (const command of commands)
    for (const few of [22, 28, 63]) {
      const line = `ulimit -n ${few}; '${process.execPath}' '${programPath}' ${command}`;
      const { status, stdout, stderr } = run('sh', ['-c', line], { env: { XDG_STATE_HOME: state } });
      expect([command, few, status]).toEqual([command, few, 1]);
      expect(`${stdout}${stderr}`).toContain(`may have ${few} files open`);
      expect(`${stdout}${stderr}`).not.toMatch(/^\s+at /m);
    }
});

asRoot(
  'a user without a home and without a name makes an image, whatever lies in the temporary folder',
  () => {
    const open = mkdtempSync(join(folder, 'homeless-'));
    chmodSync(open, 0o1777);
    cpSync(dirname(programPath), join(open, 'dist'), { recursive: true });
    writeFileSync(join(open, 'package.json'), '{"type":"module"}');
    cpSync(process.execPath, join(open, 'node'));
    mkdirSync(join(open, 'isowright-4711'));
    const env = { PATH: process.env.PATH, TMPDIR: open };
    const as = (...args: string[]) =>
      spawnSync(join(open, 'node'), [join(open, 'dist/main.js'), ...args], {
        uid: 4711,
        gid: 4711,
        env,
        cwd: open,
        encoding: 'utf8',
        timeout: 60_000,
      });
    expect(as('jobs').stdout).toBe('No jobs yet.\n');
    const made = as('make', resolve('docs'), '-o', join(open, 'docs.iso'), '--json');
    expect([made.status, made.stderr]).toEqual([0, '']);
    expect(as('jobs').stdout).toContain('docs.iso');
    expect(readdirSync(open).filter((name) => /^isowright-4711-.{6}$/.test(name))).toHaveLength(1);
  },
);

anywhere('a plan with relative paths means the folder the person is in; a job refuses them', () => {
  const here = mkdtempSync(join(folder, 'here-'));
  writeFileSync(join(here, 'a.iso'), bytes);
  writeFileSync(join(here, 'd.img'), new Uint8Array(8 * MIB));
  const targets = [{ kind: 'file', path: './d.img', sizeBytes: 8 * MIB }];
  const plan = { v: 1, do: 'write', source: { kind: 'image', path: 'a.iso' }, targets };
  writeFileSync(join(here, 'plan.json'), JSON.stringify(plan));
  const ran = isowright(['run', 'plan.json', '--json'], { cwd: here });
  expect(ran.status).toBe(0);
  const said = ran.events.find((event): event is JobEvent & { event: 'plan' } => event.event === 'plan');
  expect(said?.plan.source?.path).toBe(join(here, 'a.iso'));
  const state = mkdtempSync(join(folder, 'state-'));
  const start = { do: 'start', job: '20261122-130000-abcd', dryRun: false, plan };
  expect(order(start, state)).not.toMatchObject({ ok: true });
});
