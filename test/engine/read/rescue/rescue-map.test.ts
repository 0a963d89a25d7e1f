import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RescueMap, sectorStates } from '../../../../src/engine/read/rescue/rescue-map.ts';

const SIZE = 60;
const marks = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: SIZE - 1 }),
    length: fc.integer({ min: 0, max: SIZE }),
    state: fc.constantFrom(...sectorStates),
  }),
  { maxLength: 40 },
);

/** The same, a letter a byte. */
function marked(done: readonly { at: number; length: number; state: string }[]): string {
  const letters = [...'?'.repeat(SIZE)];
  for (const { at, length, state } of done)
    for (let index = at; index < Math.min(SIZE, at + length); index++) letters[index] = state;
  return letters.join('');
}

const textOf = (map: RescueMap) =>
  [...map.ranges()].map(({ atByte, endByte, state }) => state.repeat(endByte - atByte)).join('');

test('whatever is marked in whatever order, a map says of each byte what was said last', () => {
  fc.assert(
    fc.property(marks, (done) => {
      const map = new RescueMap(SIZE);
      for (const { at, length, state } of done) map.set(at, Math.min(SIZE, at + length), state);
      const letters = marked(done);
      expect(textOf(map)).toBe(letters);
      for (const state of sectorStates) expect(map.totals[state]).toBe(letters.split(state).length - 1);
      const states = [...map.ranges()].map(({ state }) => state);
      expect(states.every((state, index) => state !== states[index - 1])).toBe(true);
    }),
  );
});

test('the next and the previous stretch of a state are those that a reader of the letters would find', () => {
  fc.assert(
    fc.property(
      marks,
      fc.integer({ min: 0, max: SIZE }),
      fc.constantFrom(...sectorStates),
      (done, at, state) => {
        const map = new RescueMap(SIZE);
        for (const one of done) map.set(one.at, Math.min(SIZE, one.at + one.length), one.state);
        const letters = marked(done);
        const next = letters.indexOf(state, at);
        expect(map.next(at, state)?.atByte).toBe(next < 0 ? undefined : next);
        const last = at === 0 ? -1 : letters.lastIndexOf(state, at - 1);
        expect(map.previous(at, state)?.endByte).toBe(last < 0 ? undefined : last + 1);
      },
    ),
  );
});

test('what is missing is everything that was not read, neighbours of different states together', () => {
  const map = new RescueMap(100);
  map.set(0, 100, '+');
  map.set(10, 12, '-');
  map.set(12, 14, '?');
  map.set(90, 100, '*');
  expect([...map.missing()]).toEqual([
    { atByte: 10, endByte: 14 },
    { atByte: 90, endByte: 100 },
  ]);
  expect(map.missingBytes).toBe(14);
});
