import { Console } from 'node:console';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GlyphSet } from '../../src/screens/look/glyphs.ts';
import { runWizard } from '../../src/screens/main.ts';
import type { WizardTerminal } from '../../src/screens/wizard-terminal.ts';
import { speak, spellWith } from '../../src/words/language.ts';
import { fakeWorld } from './fake-ports.ts';
import { FakeTerminal } from './fake-terminal.ts';

// Vitest's console has no constructor, and Ink wants one.
Object.assign(console, { Console });

beforeAll(() => speak('de'));
afterAll(async () => {
  spellWith('all');
  await speak('en');
});

/** How far the wizard's clock is ahead of the real one. */
let aheadMs = 0;

function begin(glyphs: GlyphSet) {
  const terminal = new FakeTerminal();
  const world = fakeWorld({ now: () => Date.now() + aheadMs });
  const { stdin, stdout } = terminal as unknown as Pick<WizardTerminal, 'stdin' | 'stdout'>;
  const exit = runWizard(world.ports, { stdin, stdout, glyphs, colour: false, maxFps: 60, plain: false });
  return { terminal, world, exit };
}

/** Past the moments in which the confirmation is deaf: nobody waits for them here. */
const pastDeafness = () => {
  aheadMs += 1000;
};

test('the wizard writes an image by keys alone in German; the words that are typed stay the same', async () => {
  spellWith('all');
  const { terminal, world, exit } = begin('utf8');
  await terminal.see(/Was möchten Sie tun/);
  terminal.type('j\r');
  await terminal.see(/Abbild oder Ordner/);
  terminal.type('mem');
  await terminal.see(/> memtest/);
  terminal.type('\r');
  await terminal.see(/Nicht angeboten/);
  terminal.type('\u001b[B');
  await terminal.see(/> sdb/);
  terminal.type('\r');
  await terminal.see(/Etwas Besonderes/);
  terminal.type('\r');
  await terminal.see(/Abbild +631 MiB/);
  terminal.type('\r');
  await terminal.see(/Zum Starten sdb eingeben/);
  pastDeafness();
  terminal.type('sdb\r');
  await terminal.see(/Fertig und geprüft/);
  terminal.type('\r');
  expect(await exit).toBe(0);
  expect(world.started.at(-1)).toMatchObject({ plan: { do: 'write' } });
});

test('a terminal without umlauts is asked in ASCII', async () => {
  spellWith('ascii');
  const { terminal, exit } = begin('ascii');
  await terminal.see(/Was moechten Sie tun/);
  terminal.type('\u0003\u0003');
  expect(await exit).toBe(130);
});
