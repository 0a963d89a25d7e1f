import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { seededBytes } from '../fakes/fake-image.ts';
import { type FaultyDevice, makeFaultyDevice } from '../fakes/faulty-device.ts';
import { makeOrdinaryUser, type OrdinaryUser } from '../fakes/ordinary-user.ts';
import { has, run, testWith } from '../fakes/rigs.ts';
import { openTerminal, type Terminal } from '../fakes/terminal.ts';
import { typeDriveName, walkToConfirm } from './walk.ts';

// A person without root writes a drive: sudo asks on the terminal, and only the job's process is root.

const MIB = 1 << 20;
const needs = [
  'rigs',
  'loop',
  'tool:tmux',
  'tool:sudo',
  'tool:useradd',
  'tool:nbdkit',
  'tool:nbdfuse',
] as const;
const test = testWith(...needs);
const bytes = seededBytes(6 * MIB);

let folder = '';
let image = '';
let user: OrdinaryUser;

beforeAll(() => {
  if (!needs.every(has)) return;
  user = makeOrdinaryUser();
  folder = mkdtempSync(join(tmpdir(), 'isowright-elevated-'));
  chmodSync(folder, 0o755);
  image = join(folder, 'image.iso');
  writeFileSync(image, bytes);
});

afterAll(() => {
  user?.remove();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** isowright as the user, on a terminal, with a slow drive there. */
async function asUser(
  args: (device: FaultyDevice) => string,
  body: (terminal: Terminal, device: FaultyDevice) => void | Promise<void>,
): Promise<void> {
  const device = makeFaultyDevice(16 * MIB);
  const program = `LANG=C.UTF-8 '${user.nodePath}' '${user.programPath}' ${args(device)}`;
  const terminal = openTerminal('80x24', user.lineFor(`${program}; echo "exit code $?"`));
  try {
    await body(terminal, device);
  } finally {
    terminal.stop();
    device.remove();
  }
}

const inWizard = () => '';
const onCommandLine = ({ path, sizeBytes }: FaultyDevice) =>
  `write '${image}' ${path} --yes --expect-size ${sizeBytes}`;

async function confirmAndAnswer(terminal: Terminal, device: FaultyDevice, password: string): Promise<void> {
  walkToConfirm(terminal, image, device.name);
  device.control({ rate: 3_000_000 });
  await typeDriveName(terminal, device.name);
  terminal.waitFor(`Only root may open ${device.path}`);
  answer(terminal, password);
}

function answer(terminal: Terminal, password: string): void {
  terminal.waitFor(`password for ${user.name}:`);
  // The password prompt has the terminal to itself: no wizard draws over it.
  expect(terminal.fact('#{alternate_on}')).toBe('0');
  terminal.type(`${password}\r`);
}

/** `uid arguments` of the processes that run our program. */
function processes(): { readonly viewer: number[]; readonly job: number[] } {
  const lines = run('ps', ['-eo', 'uid=,comm=,args=']).stdout.split('\n');
  const ours = lines.filter(
    (line) => line.includes(user.programPath) && /^ *\d+ (node|MainThread)/.test(line),
  );
  const uids = (isJob: boolean) =>
    ours.filter((line) => line.includes('--job-process') === isJob).map((line) => Number.parseInt(line, 10));
  return { viewer: uids(false), job: uids(true) };
}

test('the wizard lends the terminal to sudo, and only the job is root; the drive is proved', () =>
  asUser(inWizard, async (terminal, device) => {
    await confirmAndAnswer(terminal, device, user.password);
    terminal.waitFor('^ written +[0-9.]+ [KM]iB');
    expect(processes()).toEqual({ viewer: [user.uid], job: [0] });
    device.control({});
    terminal.waitFor('Done and proved', 60);
    expect(terminal.shot()).not.toContain('password');
    terminal.keys('Enter');
    expect(terminal.exitCode()).toBe(0);
    expect(terminal.raw()).not.toContain(user.password);
    expect(Buffer.compare(device.stored().subarray(0, bytes.length), bytes)).toBe(0);
  }));

test('a wrong password opens nothing, says so, and the wizard can be used again', () =>
  asUser(inWizard, async (terminal, device) => {
    await confirmAndAnswer(terminal, device, 'wrong');
    terminal.waitFor('Root access was not granted');
    expect(terminal.shot()).toContain('incorrect password');
    expect(terminal.fact('#{alternate_on}')).toBe('1');
    terminal.type('n');
    terminal.waitFor('What would you like to do');
    terminal.keys('Down');
    terminal.waitFor('> Write an image');
    terminal.type('q');
    expect(terminal.exitCode()).toBe(0);
    expect(device.log().filter((line) => line.startsWith('w'))).toEqual([]);
  }));

test('Ctrl-C at the password prompt ends it, and that nothing was written is said, in both faces', async () => {
  await asUser(inWizard, async (terminal, device) => {
    walkToConfirm(terminal, image, device.name);
    await typeDriveName(terminal, device.name);
    terminal.waitFor(`password for ${user.name}:`);
    terminal.keys('C-c');
    terminal.waitFor('Root access was not granted');
    terminal.waitFor('Nothing was written');
    expect(terminal.fact('#{alternate_on}')).toBe('1');
    terminal.keys('Enter');
    // The shell around it was interrupted as well, and says no exit code.
    terminal.waitFor('^NOT DONE: Root access was not granted');
    expect(device.log().filter((line) => line.startsWith('w'))).toEqual([]);
  });
  await asUser(onCommandLine, (terminal, device) => {
    terminal.waitFor(`password for ${user.name}:`);
    terminal.keys('C-c');
    terminal.waitFor('^NOT DONE: Root access was not granted');
    terminal.waitFor('Nothing was written');
    expect(device.log().filter((line) => line.startsWith('w'))).toEqual([]);
  });
});

test('a terminal that is closed does not stop the elevated job either', () =>
  asUser(inWizard, async (terminal, device) => {
    await confirmAndAnswer(terminal, device, user.password);
    terminal.waitFor('^ written +[0-9.]+ [KM]iB');
    terminal.hangUp();
    device.control({});
    await vi.waitFor(() => expect(processes()).toEqual({ viewer: [], job: [] }), {
      timeout: 60_000,
      interval: 200,
    });
    expect(Buffer.compare(device.stored().subarray(0, bytes.length), bytes)).toBe(0);
    // It was not only written, but read back as well.
    const reads = device.log().filter((line) => line.startsWith('r'));
    const readBytes = reads.reduce((sum, line) => sum + Number(line.split(' ')[2]), 0);
    expect(readBytes).toBeGreaterThanOrEqual(bytes.length);
  }));

test('the plain wizard does not read the password either', () =>
  asUser(
    () => '--plain',
    (terminal, device) => {
      for (const [question, reply] of [
        ['What would you like to do', '2'],
        ['Path of the image', image],
        ['Which one', ''],
        ['Enter to keep', ''],
        ['continues, b goes back', ''],
        [`Type ${device.name} to start`, device.name],
      ] as const) {
        terminal.waitFor(question);
        terminal.type(`${question === 'Which one' ? numberOf(terminal, device) : reply}\r`);
      }
      answer(terminal, user.password);
      terminal.waitFor('OK: Done and proved', 60);
      // The terminal is read again when sudo no longer has it.
      terminal.waitFor('Enter leaves');
      terminal.type('n\r');
      terminal.waitFor('to do\\? Number: *$');
      terminal.type('q\r');
      expect(terminal.exitCode()).toBe(0);
    },
  ));

/** The number in front of the drive in the plain list. */
function numberOf(terminal: Terminal, device: FaultyDevice): string {
  return new RegExp(`(\\d+)  ${device.name},`).exec(terminal.shot())?.[1] ?? 'no number';
}

test('the command line asks through sudo as well: right ends with 0, wrong with 4', async () => {
  await asUser(onCommandLine, (terminal) => {
    answer(terminal, user.password);
    expect(terminal.exitCode(60)).toBe(0);
    expect(terminal.shot()).toContain('OK: Done and proved');
  });
  const asking = (device: FaultyDevice) => `write '${image}' ${device.path}`;
  await asUser(asking, (terminal, device) => {
    terminal.waitFor(`Type ${device.name} to continue`);
    terminal.type(`${device.name}\r`);
    answer(terminal, user.password);
    expect(terminal.exitCode(60)).toBe(0);
  });
  await asUser(onCommandLine, (terminal) => {
    answer(terminal, 'wrong');
    expect(terminal.exitCode()).toBe(4);
    expect(terminal.shot()).toContain('NOT DONE: Root access was not granted');
  });
});

test('without a terminal sudo cannot ask: exit 4, and nothing hangs', () => {
  const device = makeFaultyDevice(16 * MIB);
  try {
    const line = user.lineFor(`'${user.nodePath}' '${user.programPath}' ${onCommandLine(device)} --json`);
    const { status, stdout } = run('setsid', ['-w', 'sh', '-c', line], { input: '' });
    expect(status).toBe(4);
    const done = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
    expect(done.report.failure).toMatchObject({ code: 'elevation-refused', facts: { tool: 'sudo' } });
  } finally {
    device.remove();
  }
});

test('root is asked nothing', async () => {
  const device = makeFaultyDevice(16 * MIB);
  try {
    const args = ['write', image, device.path, '--yes', '--expect-size', String(device.sizeBytes)];
    const { status, stderr } = run(process.execPath, [join('dist', 'main.js'), ...args], { input: '' });
    expect(status).toBe(0);
    expect(stderr).not.toMatch(/password|sudo/);
  } finally {
    device.remove();
  }
});
