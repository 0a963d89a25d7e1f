import { Console } from 'node:console';
import { expect, test } from 'vitest';
import { runWizard } from '../../src/screens/main.ts';
import type { WizardTerminal } from '../../src/screens/wizard-terminal.ts';
import { kingston, someDrives } from './fake-drives.ts';
import { type FakeOptions, fakeWorld } from './fake-ports.ts';
import { FakeTerminal } from './fake-terminal.ts';

// Vitest's console has no constructor, and Ink wants one.
Object.assign(console, { Console });

/** How far the wizard's clock is ahead of the real one. */
let aheadMs = 0;

function begin(options: FakeOptions = {}) {
  const terminal = new FakeTerminal();
  const world = fakeWorld({ now: () => Date.now() + aheadMs, ...options });
  const traits = { glyphs: 'utf8', colour: false, maxFps: 60, plain: false } as const;
  const streams = { stdin: terminal.stdin, stdout: terminal.stdout } as unknown as Pick<
    WizardTerminal,
    'stdin' | 'stdout'
  >;
  return { terminal, world, exit: runWizard(world.ports, { ...streams, ...traits }) };
}

/** Past the moments in which the confirmation is deaf: nobody waits for them here. */
const pastDeafness = () => {
  aheadMs += 1000;
};

async function toConfirm(terminal: FakeTerminal): Promise<void> {
  await terminal.see(/What would you like to do/);
  terminal.type('j\r');
  await terminal.see(/Which image/);
  terminal.type('mem');
  await terminal.see(/> memtest/);
  terminal.type('\r');
  await terminal.see(/offered/);
  terminal.type('\u001b[B');
  await terminal.see(/> sdb/);
  terminal.type('\r');
  await terminal.see(/Anything special/);
  terminal.type('\r');
  await terminal.see(/image {5}631 MiB/);
  terminal.type('\r');
  await terminal.see(/Type sdb to start/);
  pastDeafness();
}

test('the wizard writes an image by keys alone, and its closing lines stay on the terminal', async () => {
  const { terminal, world, exit } = begin();
  await toConfirm(terminal);
  terminal.type('sdb\r');
  await terminal.see(/Done and proved/);
  terminal.type('\r');
  expect(await exit).toBe(0);
  expect(world.started.at(-1)).toMatchObject({
    plan: { do: 'write', targets: [{ kind: 'drive', path: '/dev/sdb' }] },
  });
  const afterwards = terminal.stdout.all.split('\u001b[?1049l').at(-1);
  expect(afterwards).toContain('OK: Done and proved');
  expect(afterwards).toContain('sha256    9f2c41');
});

test('a wrong name starts nothing', async () => {
  const { terminal, world, exit } = begin();
  await toConfirm(terminal);
  terminal.type('sdc\r');
  await terminal.see(/Type sdb to start, or press Esc/);
  terminal.type('\u0003');
  await terminal.see(/Leave isowright/);
  terminal.type('\u0003');
  expect(await exit).toBe(130);
  expect(world.started.filter(({ options }) => options.dryRun !== true)).toEqual([]);
});

test('without root only the job is elevated, with the terminal handed over', async () => {
  const { terminal, world, exit } = begin({ privileged: false });
  await toConfirm(terminal);
  terminal.type('sdb\r');
  await terminal.see(/Only root may open \/dev\/sdb/);
  await terminal.see(/Done and proved/);
  terminal.type('q');
  expect(await exit).toBe(0);
  expect(world.started.at(-1)?.options.elevate).toBe(true);
});

test('pause, go on and stop reach the job, and a stopped job ends with 3', async () => {
  const { terminal, world, exit } = begin({ stepMs: 20 });
  await toConfirm(terminal);
  terminal.type('sdb\r');
  await terminal.see(/Throughput/);
  terminal.type('p');
  await terminal.see(/Press p to continue/);
  terminal.type('p');
  await terminal.see(/Writing/);
  terminal.type('s');
  await terminal.see(/Stop the job/);
  terminal.type('y');
  await terminal.see(/Stopped/);
  terminal.type('q');
  expect(await exit).toBe(3);
  expect(world.told.map((command) => command.do)).toEqual(['pause', 'resume', 'stop']);
});

test('a path that is dropped on the terminal is found, and a drive that is plugged in appears', async () => {
  const { terminal, world, exit } = begin();
  await terminal.see(/What would you like to do/);
  terminal.type('\u001b[B');
  await terminal.see(/> Write an image/);
  terminal.type('\r');
  await terminal.see(/memtest/);
  terminal.type("'/home/ann/isos/memtest86+.img' \r");
  await terminal.see(/drive gets memtest86/);
  world.plug([kingston, ...someDrives]);
  await terminal.see(/NEW/);
  terminal.type('q');
  await terminal.see(/Leave isowright/);
  terminal.type('y');
  expect(await exit).toBe(3);
});

test('a window that changes its size is drawn anew and never taller than it is', async () => {
  const { terminal, exit } = begin();
  await terminal.see(/What would you like to do/);
  for (const [columns, rows] of [
    [50, 24],
    [80, 12],
    [30, 8],
    [80, 24],
  ] as const) {
    Object.assign(terminal.stdout, { columns, rows });
    terminal.stdout.fresh = '';
    terminal.stdout.emit('resize');
    await terminal.see(columns === 30 ? /too small/ : /What would you like to do/);
  }
  terminal.type('q');
  expect(await exit).toBe(0);
});

test('Ctrl-L draws everything anew', async () => {
  const { terminal, exit } = begin();
  await terminal.see(/What would you like to do/);
  terminal.type('\f');
  await terminal.see(/What would you like to do/);
  terminal.type('q');
  expect(await exit).toBe(0);
});
