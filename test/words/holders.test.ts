import { expect, test } from 'vitest';
import { remedy } from '../../src/words/remedies.ts';
import { toldFailure } from '../../src/words/told-facts.ts';

const holders = ['a', 'b', 'c', 'd'].map((name, pid) => ({ name, pid, how: 'open' as const }));

test('who holds a drive is named, and many are counted', () => {
  const busy = { code: 'target-busy', facts: { target: '/dev/sdx', holders } } as const;
  expect(remedy(busy).happened).toBe('/dev/sdx is in use by a (pid 0), b (pid 1), c (pid 2) and 1 more.');
  expect(toldFailure(busy).facts).toHaveProperty('holder', 'a (pid 0), b (pid 1), c (pid 2) and 1 more');
});

test('who keeps a mount busy is named', () => {
  const facts = { target: '/dev/sdx', mount: '/mnt', said: 'target is busy', heldBy: holders.slice(0, 1) };
  expect(remedy({ code: 'unmount-failed', facts }).happened).toContain('In use by a (pid 0).');
});

test('what is no name is said in words, by itself and behind a path', () => {
  const list = {
    code: 'never-touch-unreadable',
    facts: { problem: '/etc/list.json: list-too-large' },
  } as const;
  expect(toldFailure(list).facts.problem).toBe('/etc/list.json: it is too large for such a list');
  const changed = { target: 'sdx', field: 'device-number', expected: '8:1', found: '8:2' };
  expect(toldFailure({ code: 'target-changed', facts: changed }).facts.field).toBe('device number');
});
