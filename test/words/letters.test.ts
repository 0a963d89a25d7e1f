import { afterEach, expect, test } from 'vitest';
import { drawable } from '../../src/screens/look/drawable.ts';
import { inEnglish, speak, spellWith, t } from '../../src/words/language.ts';
import { inAscii } from '../../src/words/letters.ts';

afterEach(async () => {
  spellWith('all');
  await speak('en');
});

test('where umlauts cannot be drawn they are spelled out, quotation marks are those of ASCII', () => {
  expect(inAscii('Größe, Übung, „Öl“, Straße, Ähre, böse, Tür')).toBe(
    'Groesse, Uebung, "Oel", Strasse, Aehre, boese, Tuer',
  );
});

test('a name in a sentence keeps its letters: a path must be found again', async () => {
  spellWith('ascii');
  await speak('de');
  expect(t().screens.source.unreadable('Müller.iso')).toBe('Nicht lesbar: Müller.iso. Links geht hinauf.');
  expect(t().screens.target.marksGone('ß ä')).toBe('Nicht mehr markiert: ß ä.');
  expect(t().screens.output.thereAlready).not.toMatch(/[^ -~]/);
  expect(t().boot.notes['label-differs']('Öl', 'Nuß')).toContain('Datentraeger namens Öl');
});

test('spelling and language can be chosen in any order, and English stays what it is', async () => {
  await speak('de');
  spellWith('ascii');
  expect(t().screens.frame.steps.summary).toBe('Uebersicht');
  expect(inEnglish(() => t().screens.frame.steps.summary)).toBe('Summary');
  spellWith('all');
  expect(t().screens.frame.steps.summary).toBe('Übersicht');
});

test('forms and groups of a table are there in ASCII, too', async () => {
  spellWith('ascii');
  await speak('de');
  expect(t().nouns.entry.other).toBe('Eintraege');
  expect(t().screens.keys.about.task[0]).toContain('prueft');
});

test('the console font has umlauts and lacks German quotation marks', () => {
  expect(drawable('„Größe“', 'cp437')).toBe('"Größe"');
});
