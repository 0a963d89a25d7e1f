import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { looks } from '../../src/door/looks.ts';

let folder = '';
const file = (name: string, text = name) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const never = new AbortController().signal;
const packed = { what: 'packed', container: 'xz' } as const;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'isowright-looks-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file is looked at once until it changes', async () => {
  let count = 0;
  const look = looks(async () => {
    count += 1;
    return packed;
  });
  const path = file('a');
  expect(await look(path, never)).toEqual(packed);
  expect(await look(path, never)).toEqual(packed);
  expect(count).toBe(1);
  file('a', 'longer');
  await look(path, never);
  expect(count).toBe(2);
});

test('one look is under way at a time, and who was given up while waiting is not looked at', async () => {
  const seen: string[] = [];
  const held = Promise.withResolvers<undefined>();
  const look = looks(async (path) => {
    seen.push(path);
    return held.promise;
  });
  const [a, b, c] = [file('one'), file('two'), file('three')];
  const moved = new AbortController();
  const all = [look(a, never), look(b, moved.signal), look(c, never)];
  moved.abort();
  held.resolve(undefined);
  await Promise.all(all);
  expect(seen).toEqual([a, c]);
});

test('a look that was given up is no answer for the next time, and one that fails stops nobody', async () => {
  let count = 0;
  const moved = new AbortController();
  const look = looks(async () => {
    count += 1;
    if (count === 1) moved.abort();
    if (count === 2) throw new Error('EIO');
    return packed;
  });
  const path = file('b');
  await look(path, moved.signal);
  await expect(look(path, never)).rejects.toThrow('EIO');
  expect(await look(path, never)).toEqual(packed);
});

test('nothing is said of a folder and of what is not there', async () => {
  const look = looks(async () => packed);
  expect(await look(folder, never)).toBeUndefined();
  expect(await look(join(folder, 'nowhere'), never)).toBeUndefined();
});
