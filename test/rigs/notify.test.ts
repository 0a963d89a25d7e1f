import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';
import { testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine } from '../fakes/terminal.ts';

// A terminal that can notify is told when a job has ended, once; a console or a pipe is told nothing.

const test = testWith('rigs', 'tool:tmux');
const DRIVE_BYTES = 3 << 20;
const room = temporaryFolder();
const [image, drive] = [join(room, 'a.img'), join(room, 'drive.img')];
writeFileSync(image, seededBytes(1 << 20, 7));
writeFileSync(drive, Buffer.alloc(DRIVE_BYTES));
const words = [
  'write',
  image,
  drive,
  '--file-target',
  '--yes',
  '--expect-size',
  String(DRIVE_BYTES),
  '--notify',
];
const OSC = '\u001b]9;';

function rawOf(environment: string): string {
  const terminal = openTerminal('100x30', programLine(words.join(' '), `LANG=C.UTF-8 TMUX= ${environment}`));
  try {
    expect(terminal.exitCode(60)).toBe(0);
    return terminal.raw();
  } finally {
    terminal.stop();
  }
}

test('a desktop notification is sent at the end of a job, and never where its letters would be seen', () => {
  const raw = rawOf('TERM=xterm-256color');
  expect(raw.split(OSC)).toHaveLength(2);
  expect(raw).toContain(`${OSC}isowright: the job is done\u001b\\`);
  for (const term of ['linux', 'dumb', 'vt220']) expect(rawOf(`TERM=${term}`), term).not.toContain(OSC);
  const { status, stdout, stderr } = isowright(words, { env: { TERM: 'xterm-256color' } });
  expect([status, (stdout + stderr).includes(OSC)]).toEqual([0, false]);
}, 120_000);
