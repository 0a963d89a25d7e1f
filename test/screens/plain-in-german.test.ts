import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPlainWizard } from '../../src/screens/plain/plain-wizard.ts';
import { speak, spellWith } from '../../src/words/language.ts';
import { manyDrives, someDrives } from './fake-drives.ts';
import { fakeWorld } from './fake-ports.ts';

beforeAll(() => speak('de'));
afterAll(async () => {
  spellWith('all');
  await speak('en');
});

/** Answers a whole talk; what was printed, without the answers. */
async function talk(answers: readonly string[], drives = someDrives) {
  const world = fakeWorld({ now: () => Date.parse('2026-11-22T12:00:00'), drives });
  let said = '';
  const stdin = (async function* () {
    for (const answer of answers) yield `${answer}\n`;
  })();
  const stdout = { write: (text: string) => (said += text) };
  const start = { folder: '/home/ann/isos', outputFolder: '/home/ann' };
  const exitCode = await runPlainWizard(world.ports, { stdin, stdout }, start);
  return { exitCode, said, world };
}

/** Words that English sentences have and German ones have not. */
const ENGLISH = /\b(the|of|is|are|and|not|which|type|drive|number)\b/i;

/** Commands stay as they are typed. */
const ownLines = (said: string) => said.split('\n').filter((line) => !line.includes('isowright '));

test('the plain wizard writes an image in German, and says no line in English', async () => {
  spellWith('all');
  const { exitCode, said, world } = await talk(['2', 'memtest86+.img', '1', '', '', 'sdb']);
  expect(exitCode).toBe(0);
  expect(world.started.at(-1)?.plan).toMatchObject({ do: 'write' });
  expect(said).toContain('Zum Starten sdb eingeben; b geht zurück:');
  expect(ownLines(said).filter((line) => ENGLISH.test(line))).toEqual([]);
});

test('the plain wizard makes an image in German, and says no line in English', async () => {
  spellWith('all');
  const { exitCode, said } = await talk(['1', '/home/ann/isos', '', '', '', '']);
  expect(exitCode).toBe(0);
  expect(said).toContain('Name des Abbilds [');
  expect(ownLines(said).filter((line) => ENGLISH.test(line))).toEqual([]);
});

test('the plain wizard saves a drive in German, and says no line in English', async () => {
  spellWith('all');
  const { exitCode, said, world } = await talk(['7', '1', '', '', '', '', '']);
  expect(exitCode).toBe(0);
  expect(world.started.at(-1)?.plan).toMatchObject({ do: 'read' });
  expect(said).toContain('Es wird nur gelesen');
  expect(ownLines(said).filter((line) => ENGLISH.test(line))).toEqual([]);
});

/** What is said of these drives is English in the fakes. */
const unwarned = manyDrives.map((drive) => ({ ...drive, warnings: [] }));

test('the plain wizard saves a drive onto another one in German, and says no line in English', async () => {
  spellWith('all');
  const { exitCode, said, world } = await talk(['7', 'sdb', '2', 'sdc', '', '', 'sdc'], unwarned);
  expect(exitCode).toBe(0);
  expect(world.started.at(-1)?.plan).toMatchObject({ do: 'read', targets: [{ path: '/dev/sdc' }] });
  expect(said).toContain('Zum Starten sdc eingeben');
  expect(ownLines(said).filter((line) => ENGLISH.test(line))).toEqual([]);
});

test('plain lines on a terminal without umlauts are ASCII', async () => {
  spellWith('ascii');
  const { exitCode, said } = await talk(['2', 'memtest86+.img', '1', '', '', 'sdb']);
  expect(exitCode).toBe(0);
  expect(said).toContain('b geht zurueck');
  expect(said).toMatch(/^[ -~\n]*$/);
});
