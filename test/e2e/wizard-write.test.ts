import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { type LoopDevice, makeLoopDevice } from '../fakes/loop-device.ts';
import { rig, run, testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';

// What must be shown, 2 and 3: real bootable images go onto a drive through the wizard and through the command line;
// the drive holds them byte for byte, and firmware boots from it.

const MIB = 1 << 20;
const test = testWith('rigs', 'loop', 'tool:tmux', 'tool:qemu-system-x86_64');

/** What each says early in its boot, on the serial line or (`--vga`) on the screen. */
const images = [
  { path: '/usr/lib/grub-rescue/grub-rescue-cdrom.iso', says: 'GNU GRUB', more: [] },
  { path: '/usr/lib/ipxe/ipxe.iso', says: 'iPXE', more: [] },
  { path: '/usr/lib/memtest86+/memtest86+x64.iso', says: 'Memtest86', more: ['--vga'] },
];

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-e2e-write-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeByKeys(image: string, loop: LoopDevice): void {
  const terminal = openTerminal('80x24', `cd '${folder}' && ${programLine()}`);
  try {
    terminal.waitFor('What would you like to do');
    terminal.keys('Down', 'Enter');
    terminal.waitFor('Which image');
    terminal.type(basename(image).slice(0, 6));
    terminal.waitFor(`> ${basename(image).replace('+', '.').replace('+', '.')}`);
    terminal.keys('Enter');
    terminal.waitFor(`${loop.name} `);
    chooseDrive(terminal, loop);
    terminal.waitFor('Options');
    terminal.waitFor('as an image \\(recommended\\)');
    terminal.keys('Enter');
    terminal.waitFor('Summary');
    terminal.waitFor(`Everything on ${loop.name} is erased`);
    terminal.waitFor('image +[0-9.]+ MiB');
    terminal.keys('Enter');
    terminal.waitFor(`Type ${loop.name} to start`);
    // The screen takes no keys in its first moments, so that a key too many cannot start anything.
    expect(Buffer.compare(readFileSync(loop.backingPath), Buffer.alloc(loop.sizeBytes))).toBe(0);
    typeName(terminal, loop);
    terminal.keys('Enter');
    terminal.waitFor('Done and proved', 60);
    terminal.keys('Enter');
    expect(terminal.exitCode()).toBe(0);
  } finally {
    terminal.stop();
  }
}

/** Nothing is marked at first, and Enter alone chooses nothing. */
function chooseDrive(terminal: Terminal, { name }: LoopDevice): void {
  terminal.keys('Enter');
  terminal.waitFor('Mark a drive');
  for (let tries = 0; tries < 20 && !terminal.shot().includes(`> ${name}`); tries++) {
    terminal.keys('Down');
    terminal.waitFor('> ');
  }
  terminal.keys('Enter');
}

/** What is typed too early is not taken: the first letter is typed until it stands there. */
function typeName(terminal: Terminal, { name }: LoopDevice): void {
  for (let tries = 0; tries < 20 && !terminal.shot().includes(`> ${name[0]}`); tries++) {
    terminal.type(name[0] as string);
    waitBriefly(() => terminal.shot().includes(`> ${name[0]}`));
  }
  terminal.type(name.slice(1));
  terminal.waitFor(`> ${name}`);
}

function waitBriefly(isThere: () => boolean): void {
  const until = Date.now() + 1000;
  while (Date.now() < until && !isThere());
}

for (const { path, says, more } of images) {
  test(`the wizard writes ${basename(path)} to a drive, and the drive boots`, () => {
    copyFileSync(path, join(folder, basename(path)));
    const loop = makeLoopDevice(64 * MIB);
    try {
      writeByKeys(path, loop);
      const sizeBytes = String(statSync(path).size);
      expect(run('cmp', ['-n', sizeBytes, path, loop.path])).toMatchObject({ status: 0, stdout: '' });
      rig('boot.sh', loop.path, 'bios-usb', says, '--timeout', '90', ...more);
    } finally {
      loop.remove();
    }
  });

  test(`the command line writes ${basename(path)} to a drive, with the same events every script relies on`, () => {
    const loop = makeLoopDevice(64 * MIB, { sectorBytes: 4096 });
    try {
      const { status, done, events } = isowright([
        'write',
        path,
        loop.path,
        '--yes',
        '--expect-size',
        String(loop.sizeBytes),
        '--json',
      ]);
      expect(status).toBe(0);
      expect(events.map(({ event }) => event).filter((event) => ['plan', 'done'].includes(event))).toEqual([
        'plan',
        'done',
      ]);
      const phases = events.flatMap((event) => (event.event === 'phase' ? [event.phase] : []));
      // A drive that was not seen before is tested first.
      expect(phases.filter((phase) => phase !== 'test')).toEqual(['write', 'flush', 'verify', 'finish']);
      const sha256 = run('sha256sum', [path]).stdout.slice(0, 64);
      expect(done?.report.source).toMatchObject({ sizeBytes: statSync(path).size, sha256 });
      expect(done?.report.targets).toMatchObject([
        {
          target: loop.name,
          ok: true,
          sha256,
          mismatches: [],
          skippedBytes: 0,
          verifiedBytes: statSync(path).size,
        },
      ]);
      expect(run('cmp', ['-n', String(statSync(path).size), path, loop.path]).status).toBe(0);
    } finally {
      loop.remove();
    }
  });
}
