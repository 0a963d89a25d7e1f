import { expect, test } from 'vitest';
import { glyphsOf, type Look } from '../../src/screens/look/look.ts';
import { screenView } from '../../src/screens/views/screen-view.ts';
import { de } from '../../src/words/de/table.ts';
import { en } from '../../src/words/en/table.ts';
import { type Language, speak } from '../../src/words/language.ts';
import { type Heard, overhear } from '../words/overhear.ts';
import { frameOf } from './frame.tsx';
import { situations } from './situations/index.ts';

/** The beginning of a text that is enough to know it by. */
const KNOWN_BY = 10;

const isSentence = (text: string) => text.trim().split(' ').length >= 3 && text.trim().length > KNOWN_BY;

/** Sentences of which the screen shows the beginning and not the end: cut at the right, or below. */
function cutSentences(frame: string, heard: readonly Heard[], dots: string, isScrolled: boolean): string[] {
  const lines = frame.split('\n').map((line) => line.trim().replace(/ +/g, ' '));
  const shown = lines.join(' ').replace(/ +/g, ' ');
  const words = new Set(heard.flat().map((text) => text.trim()));
  const texts = [...words].filter(isSentence);
  const cutWords = [...words].filter((word) => !isSentence(word) && isCutWord(word, shown, dots));
  return [
    ...cutWords,
    ...texts.filter((text) => {
      const wanted = text.trim().replace(/ +/g, ' ');
      if (shown.includes(wanted)) return false;
      let known = wanted.length - 1;
      while (known >= KNOWN_BY && !shown.includes(wanted.slice(0, known))) known -= 1;
      if (known < KNOWN_BY) return false;
      const beginning = wanted.slice(0, known).trim();
      // Another sentence begins like this one, and is there.
      if (texts.some((other) => other.trim().startsWith(beginning) && shown.includes(other.trim())))
        return false;
      const isCutRight = shown.includes(`${beginning}${dots}`) || shown.includes(`${beginning} ${dots}`);
      const isCutBelow =
        !isScrolled && lines.some((line) => line !== '' && endsWithBeginning(line, beginning));
      return isCutRight || isCutBelow;
    }),
  ];
}

/** A label or a unit of which only the beginning is there. */
const isCutWord = (word: string, shown: string, dots: string) =>
  !shown.includes(word) &&
  [...word].some((_, end) => end >= 4 && shown.includes(`${word.slice(0, end).trim()}${dots}`));

/** The line is the last one of what was begun: all of it, or the last of several that were wrapped. */
const endsWithBeginning = (line: string, beginning: string) =>
  line.length > KNOWN_BY && (line.endsWith(beginning) || beginning.endsWith(line));

function cutsAt(heard: Heard[], size: Pick<Look, 'columns' | 'rows'>): string[] {
  const look: Look = { ...size, glyphs: 'utf8', colour: false };
  return situations.flatMap(({ screen, name, make }) => {
    heard.length = 0;
    const { wizard, nowMs } = make();
    const frame = frameOf(wizard, nowMs, look);
    const isScrolled = screenView(wizard, nowMs, look).maxScroll > 0;
    return cutSentences(frame, heard, glyphsOf(look).dots, isScrolled).map(
      (text) => `${screen} ${name}: ${text}`,
    );
  });
}

test('a sentence that is cut at the right or below is found', () => {
  const heard = [['Everything on ', ' will be erased, and nothing of it comes back']];
  expect(cutSentences('Everything on sdb will be erased, and noth…', heard, '…', false)).toHaveLength(1);
  expect(cutSentences('x\n sdb will be erased,\n and nothing of', heard, '…', false)).toHaveLength(1);
  expect(cutSentences('sdb will be erased, and\n nothing of it comes back', heard, '…', false)).toEqual([]);
  expect(cutSentences('0 bad  2 retr…', [['', ' bad  ', ' retried']], '…', false)).toEqual(['retried']);
});

const sentences: { readonly [L in Language]: Heard[] } = { en: overhear(en), de: overhear(de) };

test.each([
  ['en', 80, 24],
  ['en', 60, 20],
  ['de', 80, 24],
  ['de', 60, 20],
] as const)(
  'no sentence is cut in %s at %dx%d',
  async (language, columns, rows) => {
    await speak(language);
    expect(cutsAt(sentences[language], { columns, rows })).toEqual([]);
  },
  60_000,
);

/** Where a sentence that is cut costs the most. What an unusual drive is asked is longer than the smallest window. */
/** In a question, left out as a whole. */
const aside = /^source .*\?.*\(|^source .*\(.*\?/;
const smallToo = /^(?:source|target|confirm|run) (?!restore|undo|log)/;

test.each(['en', 'de'] as const)(
  'no sentence about sources and drives is cut in %s at 40x10',
  async (language) => {
    await speak(language);
    const cuts = cutsAt(sentences[language], { columns: 40, rows: 10 });
    expect(cuts.filter((cut) => smallToo.test(cut) && !aside.test(cut))).toEqual([]);
  },
  60_000,
);
