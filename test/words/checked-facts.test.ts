import { expect, test } from 'vitest';
import { checkedFacts } from '../../src/words/checked-facts.ts';

const source = { path: '/dev/sdb', sizeBytes: 4096 };
const medium = { path: '/dev/sdb', sizeBytes: 4096, badBytes: 0, bad: [], readErrors: 0 };

test('an image without a checksum is said to be unchecked, a medium that was read is not: there can be none', () => {
  expect(checkedFacts({ elapsedMs: 1, source, checked: null })).toEqual([
    { label: 'checksum', text: 'not checked against any checksum' },
  ]);
  expect(checkedFacts({ elapsedMs: 1, source, medium, checked: null })).toEqual([]);
});
