import { afterEach, expect, test } from 'vitest';
import type { JobEvent, NoteFact } from '../../src/engine/contract/events/events.ts';
import { speak } from '../../src/words/language.ts';
import { told } from '../../src/words/note-details.ts';
import { noteText } from '../../src/words/notes.ts';

afterEach(() => speak('en'));

const around = { v: 1, job: 'j', at: '2026-11-28T12:00:00.000Z' } as const;
const note = (more: Omit<NoteFact, 'event'>): NoteFact & JobEvent => ({ ...around, event: 'note', ...more });

const notes: readonly [fact: Omit<NoteFact, 'event'>, text: string, line: string][] = [
  [
    { code: 'block-map', facts: { mappedBytes: 5 << 20 } },
    '5.00 MiB',
    'a block map says where the data is: 5.00 MiB of the image must be on the drive',
  ],
  [
    {
      code: 'capacity-tested',
      target: 'sdb',
      facts: { tested: { test: 'quick', places: 64, wrapShare: 0.5, slowestBytesPerSecond: 1 << 20 } },
    },
    '64 places; 50% of the sizes at which it could wrap, at least 1.00 MiB/s',
    'sdb kept what was written at 64 places; 50% of the sizes at which it could wrap, at least 1.00 MiB/s',
  ],
  [
    {
      code: 'not-discarded',
      target: 'sdb',
      facts: { failure: { code: 'target-gone', facts: { target: 'sdb' } } },
    },
    expect.stringContaining('sdb'),
    expect.stringContaining('the content of sdb could not be discarded, so everything is written: '),
  ],
  [
    { code: 'boot', facts: { boot: { code: 'label-kept', about: 'LABEL' } } },
    expect.stringContaining('LABEL'),
    expect.stringContaining('LABEL'),
  ],
];

test.each(notes)('programs and people are told of a note what its facts say: %j', (fact, text, line) => {
  expect(told(note(fact))).toEqual({ ...note(fact), text });
  expect(noteText(note(fact))).toEqual(line);
});

test('a note of a job that said its text itself is shown as it is', () => {
  const before = note({ code: 'block-map', text: '5.00 MiB' });
  expect(told(before)).toBe(before);
  expect(noteText(before)).toBe(
    'a block map says where the data is: 5.00 MiB of the image must be on the drive',
  );
});

test('a person is told in German, and a program that reads events in English all the same', async () => {
  await speak('de');
  const [fact] = notes[1]!;
  expect(noteText(note(fact))).toBe(
    'sdb behielt, was geschrieben wurde: 64 Stellen; 50 % der Größen, bei denen es wieder von vorn beginnen könnte, mindestens 1,00 MiB/s',
  );
  expect(told(note(fact))).toMatchObject({ text: notes[1]![1] });
  expect(noteText(note({ code: 'of-tomorrow' as never, text: 'as it says' }))).toBe('as it says');
});
