import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { run, testWith } from '../fakes/rigs.ts';
import { openTerminal, programLine, type Terminal } from '../fakes/terminal.ts';
import { chooseDrive, typeDriveName } from './walk.ts';

// The wizard in German, by keys alone: a folder becomes an image, and the image goes onto a drive.

const MIB = 1 << 20;
const test = testWith('rigs', 'loop', 'tool:tmux');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-e2e-de-'));
  mkdirSync(join(folder, 'Bilder'));
  writeFileSync(join(folder, 'Bilder/eins.txt'), 'x'.repeat(MIB));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function inWizard(locale: string, walk: (terminal: Terminal) => void | Promise<void>): Promise<void> {
  const environment = `-u LC_MESSAGES ISOWRIGHT_LANG=de LANG=${locale} LC_ALL=${locale}`;
  const terminal = openTerminal('80x24', `cd '${folder}' && ${programLine('', environment)}`);
  try {
    await walk(terminal);
  } finally {
    terminal.stop();
  }
}

function leaveReport(terminal: Terminal): void {
  terminal.waitFor('Fertig und geprüft', 60);
  terminal.keys('Enter');
  expect(terminal.exitCode()).toBe(0);
}

const madeImage = () => join(folder, readdirSync(folder).find((name) => name.endsWith('.iso')) ?? '');

test('the wizard in German makes an image of a folder, by keys alone', async () => {
  await inWizard('C.UTF-8', (terminal) => {
    terminal.waitFor('Was möchten Sie tun');
    terminal.keys('Enter');
    terminal.waitFor('Welcher Ordner');
    terminal.paste(join(folder, 'Bilder'));
    terminal.waitFor('Pfad: ');
    terminal.keys('Enter');
    terminal.waitFor('Wohin kommt das Abbild');
    terminal.keys('Enter');
    terminal.waitFor('Etwas Besonderes');
    terminal.keys('Enter');
    terminal.waitFor('Verluste +keine');
    terminal.keys('Enter');
    leaveReport(terminal);
  });
  expect(statSync(madeImage()).size).toBeGreaterThan(MIB);
});

test('the wizard in German writes that image to a drive, by keys alone', async () => {
  const loop = makeLoopDevice(64 * MIB);
  try {
    await inWizard('C.UTF-8', async (terminal) => {
      terminal.waitFor('Was möchten Sie tun');
      terminal.keys('Down', 'Enter');
      terminal.waitFor('Schritt 2/');
      terminal.paste(madeImage());
      terminal.waitFor('Pfad: ');
      terminal.keys('Enter');
      terminal.waitFor(`${loop.name} `);
      chooseDrive(terminal, loop.name);
      terminal.waitFor('Etwas Besonderes');
      terminal.keys('Enter');
      terminal.waitFor(`Alles auf ${loop.name} wird gelöscht`);
      terminal.waitFor('Abbild +[0-9,]+ MiB');
      terminal.keys('Enter');
      terminal.waitFor(`Zum Starten ${loop.name} eingeben`);
      await typeDriveName(terminal, loop.name);
      leaveReport(terminal);
    });
    const sizeBytes = String(statSync(madeImage()).size);
    expect(run('cmp', ['-n', sizeBytes, madeImage(), loop.path])).toMatchObject({ status: 0, stdout: '' });
  } finally {
    loop.remove();
  }
});

test('a terminal without umlauts is spoken to in ASCII', () =>
  inWizard('C', (terminal) => {
    terminal.waitFor('Was moechten Sie tun');
    expect(terminal.shot()).toMatch(/^[ -~\n]*$/);
    terminal.keys('q');
    expect(terminal.exitCode()).toBe(0);
  }));
