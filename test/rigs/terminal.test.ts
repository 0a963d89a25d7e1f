import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programPath } from '../fakes/cli.ts';
import { HOSTILE, unsafe } from '../fakes/hostile-text.ts';
import { run, testWith } from '../fakes/rigs.ts';

// Hostile texts in everything that comes from outside: names in folders and images, paths, plans, job folders, servers,
// the environment and what was typed. What the program writes is looked at byte for byte, on a pipe and on a terminal.

const JOB = '20261122-120000-abcd';
const onTerminal = testWith('tool:script');

let folder = '';
let state = '';
let image = '';
let server: ChildProcess;
let address = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-terminal-'));
  const source = join(folder, `source${HOSTILE}`);
  mkdirSync(join(source, `folder${HOSTILE}`), { recursive: true });
  writeFileSync(join(source, `file${HOSTILE}`), 'x');
  writeFileSync(
    Buffer.concat([Buffer.from(join(source, 'raw')), Buffer.from([0x9b, 0x33, 0x31, 0x6d])]),
    'x',
  );
  symlinkSync(`to${HOSTILE}`, join(source, 'link'));
  image = join(folder, `image${HOSTILE}.iso`);
  const made = run(process.execPath, [programPath, 'make', source, '-o', image, '--quiet']);
  if (made.status !== 0) throw new Error(made.stderr);
  state = plantJob();
  plantPlans();
  address = await startServer();
});

afterAll(() => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** A job that is over, as a hostile or older process left it. */
function plantJob(): string {
  const root = join(folder, `state${HOSTILE}`);
  const job = join(root, 'isowright/jobs', JOB);
  mkdirSync(job, { recursive: true, mode: 0o700 });
  const targets = [{ kind: 'file', path: `/nowhere/${HOSTILE}`, sizeBytes: 1 }];
  const source = { kind: 'image', path: `/i${HOSTILE}` };
  writeFileSync(join(job, 'plan.json'), JSON.stringify({ v: 1, do: 'write', source, targets, verify: true }));
  const failure = { code: 'target-gone', facts: { target: `sdb${HOSTILE}` } };
  const target = {
    target: `t${HOSTILE}`,
    path: `/p${HOSTILE}`,
    serial: HOSTILE,
    ok: false,
    state: 'unfinished',
    writtenBytes: 1,
    skippedBytes: 0,
    onMediaBytes: 1,
    verifiedBytes: 0,
    mismatches: [{ atByte: 0, lengthBytes: 1, file: HOSTILE }],
    failure,
  };
  const report = {
    elapsedMs: 1,
    source: { path: HOSTILE, sizeBytes: 1, label: HOSTILE },
    targets: [target],
    failure,
  };
  const at = '2026-11-22T12:00:00.000Z';
  const done = { v: 1, job: JOB, at, event: 'done', ok: false, exitCode: 4, outcome: 'failed', report };
  writeFileSync(join(job, 'events.ndjson'), `${JSON.stringify(done)}\n`);
  return root;
}

function plantPlans(): void {
  writeFileSync(join(folder, 'text.json'), `{${HOSTILE}`);
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ v: 1, do: HOSTILE, [HOSTILE]: HOSTILE }));
  const targets = [{ kind: 'file', path: `/nowhere${HOSTILE}`, sizeBytes: 1 }];
  const plan = { v: 1, do: 'write', source: { kind: 'image', path: image }, targets, verify: true };
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
}

/** Answers whatever is asked with a redirect to, or a status of, a text with C1 bytes in it. */
async function startServer(): Promise<string> {
  const script = `
    require('node:net').createServer((socket) => socket.on('error', () => {}).once('data', (asked) => {
      const hostile = Buffer.from('\\x9b31m\\x1b[2J evil', 'latin1');
      const head = /moved/.test(asked) ? 'HTTP/1.1 302 Found\\r\\nLocation: http://127.0.0.1:1/' : 'HTTP/1.1 404 No';
      socket.end(Buffer.concat([Buffer.from(head), hostile, Buffer.from('\\r\\nContent-Length: 0\\r\\n\\r\\n')]));
    })).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
  server = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((resolve) =>
    server.stdout!.once('data', (text) => resolve(String(text).trim())),
  );
  return `http://127.0.0.1:${port}`;
}

/** Each with words that it must say, so that it is known to have spoken of the hostile text at all. */
const commands: readonly (readonly [name: string, args: () => string[], says: RegExp])[] = [
  ['a source that is not there', () => ['make', `/no${HOSTILE}`, '-o', '/tmp/x.iso'], /evil/],
  [
    'a dry run with losses',
    () => ['make', join(folder, `source${HOSTILE}`), '-o', `/x${HOSTILE}`, '--no-rock-ridge', '--dry-run'],
    /evil/,
  ],
  [
    'a dry run in JSON',
    () => ['make', join(folder, `source${HOSTILE}`), '-o', `/x${HOSTILE}`, '--dry-run', '--json'],
    /evil/,
  ],
  ['an output that exists', () => ['make', join(folder, `source${HOSTILE}`), '-o', image], /evil/],
  [
    'an output that exists, in JSON',
    () => ['make', join(folder, `source${HOSTILE}`), '-o', image, '--json'],
    /evil/,
  ],
  ['a list of files', () => ['ls', image], /evil/],
  ['a list of files in JSON', () => ['ls', image, '--json'], /evil/],
  ['a path that is not in the image', () => ['ls', image, HOSTILE], /evil/],
  ['extraction', () => ['extract', image, '-C', join(folder, `out${HOSTILE}`), '--force'], /evil/],
  ['an inspection', () => ['inspect', image], /evil/],
  ['an inspection in JSON', () => ['inspect', image, '--json'], /"kind"/],
  ['a verification', () => ['verify', image], /evil/],
  ['a target that is not there', () => ['write', image, `/dev/${HOSTILE}`], /evil/],
  [
    'a file target, and a question without a terminal',
    () => ['write', image, image, '--file-target'],
    /evil/,
  ],
  ['an unknown command', () => [HOSTILE], /evil/],
  ['an unknown option', () => ['ls', `--${HOSTILE}`], /evil/],
  ['a missing argument', () => ['ls'], /missing required/],
  ['a wrong choice', () => ['write', 'a', 'b', '--test', HOSTILE], /evil/],
  ['a protected serial', () => ['config', 'never-touch', 'add', HOSTILE, '--dry-run'], /evil/],
  ['a serial that is not protected', () => ['config', 'never-touch', 'remove', HOSTILE], /evil/],
  ['jobs', () => ['jobs'], /evil/],
  ['jobs in JSON', () => ['jobs', '--json'], /evil/],
  ['a job that is over', () => ['attach', JOB], /evil/],
  ['a job that is over, in JSON', () => ['attach', JOB, '--json'], /evil/],
  ['a job that goes on', () => ['resume', JOB], /evil/],
  ['a job that is put back', () => ['undo', JOB, '--yes'], /\w/],
  ['a job that is not there', () => ['attach', HOSTILE], /evil/],
  ['a plan that is no JSON', () => ['run', join(folder, 'text.json')], /not JSON/],
  ['a plan that is no plan', () => ['run', join(folder, 'keys.json')], /plan/],
  ['a plan that fails', () => ['run', join(folder, 'plan.json')], /evil/],
  ['a plan in JSON', () => ['run', join(folder, 'plan.json'), '--dry-run', '--json'], /evil/],
  ['a plan that is not there', () => ['run', `/${HOSTILE}`], /evil/],
  ['a log that cannot be written', () => ['verify', image, '--log', `/no/${HOSTILE}`], /evil/],
  ['a server that redirects', () => ['verify', `${address}/moved`], /\w/],
  ['a server that refuses', () => ['verify', `${address}/x.iso`], /\w/],
  ['a server that redirects, in JSON', () => ['verify', `${address}/moved`, '--json'], /\w/],
  ['an address', () => ['verify', `http://127.0.0.1:1/${HOSTILE}`], /\w/],
  ['devices', () => ['devices'], /\w/],
];

const environment = () => ({ XDG_STATE_HOME: state, XDG_CONFIG_HOME: join(folder, HOSTILE), LANG: HOSTILE });

test.each(commands)('%s: on a pipe nothing steers, hides or forges a line', (_, args, says) => {
  const { stdout, stderr } = run(process.execPath, [programPath, ...args()], {
    env: environment(),
    cwd: folder,
  });
  expect(stdout + stderr).toMatch(says);
  for (const text of [stdout, stderr]) {
    expect(text.replaceAll('\n', '')).not.toMatch(unsafe);
    expect(text).not.toMatch(/^FORGED/m);
  }
});

/** What readline does for a question: to a column, and nothing behind it. */
const OWN = /\u001b\[\d*[GJ]/g;
const PART = '=== NEXT ===';

onTerminal('on a terminal nothing steers, hides or forges a line either', () => {
  writeFileSync(join(folder, 'args.json'), JSON.stringify(commands.map(([, args]) => args())));
  const runner = `
    const { readFileSync } = require('node:fs');
    for (const args of JSON.parse(readFileSync('args.json', 'utf8'))) {
      require('node:child_process').spawnSync(process.execPath, [process.env.PROGRAM, ...args], { stdio: 'inherit' });
      console.log('${PART}');
    }`;
  writeFileSync(join(folder, 'runner.cjs'), runner);
  const { stdout } = run('script', ['-qec', `'${process.execPath}' runner.cjs`, '/dev/null'], {
    env: { ...environment(), PROGRAM: programPath, TERM: 'xterm' },
    cwd: folder,
    timeoutMs: 120_000,
    // For the one question.
    input: 'no\n',
  });
  const parts = stdout.replace(/\r+\n/g, '\n').replaceAll('^D\b\b', '').split(`${PART}\n`);
  commands.forEach(([name, , says], index) => {
    const said = (parts[index] ?? '').replaceAll(OWN, '');
    expect(said, name).toMatch(says);
    expect(said.replaceAll('\n', ''), name).not.toMatch(unsafe);
    expect(said, name).not.toMatch(/^FORGED/m);
  });
});

test('the log and both kinds of report hold nothing that steers, and JSON that says the same', () => {
  const target = join(folder, 'drive.img');
  writeFileSync(target, new Uint8Array(4 << 20));
  const [log, csv, json] = ['log', 'report.csv', 'report.json'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const report of [csv, json])
    run(process.execPath, [
      programPath,
      ...['write', image, target, '--file-target', '--yes', '--expect-size', String(4 << 20)],
      ...['--log', log, '--report', report],
    ]);
  for (const path of [log, csv, json]) {
    const text = readFileSync(path, 'utf8');
    expect(text).toMatch(/evil/);
    // Cells of a table keep the line ends of a name, in quotes.
    expect(text.replaceAll(/[\r\n\t]/g, '')).not.toMatch(unsafe);
  }
  expect(JSON.parse(readFileSync(json, 'utf8')).report.source.path).toBe(image);
});

test('a crash is told without what its message holds', () => {
  const crash = `
    import { runCommand } from ${JSON.stringify(join(process.cwd(), 'src/door/command.ts'))};
    const ran = runCommand(['devices']);
    setImmediate(() => { throw new Error(${JSON.stringify(HOSTILE)}); });
    await ran;`;
  writeFileSync(join(folder, 'crash.mjs'), crash);
  const { status, stderr } = run(process.execPath, ['--no-warnings', join(folder, 'crash.mjs')]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/something went wrong inside[\s\S]*evil/);
  expect(stderr.replaceAll('\n', '')).not.toMatch(unsafe);
});
