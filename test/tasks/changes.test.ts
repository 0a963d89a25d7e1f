import fc from 'fast-check';
import { expect, test } from 'vitest';
import { change as changeSchema, editPlan } from '../../src/engine/contract/plan/kinds/edit.ts';
import { changeLine, changeOf, changesOf } from '../../src/tasks/options/changes.ts';

const name = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((text) => !/[/\0]/.test(text) && text !== '.' && text !== '..');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => `/${names.join('/')}`);
const place = fc.oneof(
  path,
  path.map((one) => `${one}/`),
  fc.constant('/'),
);

test('a change is said as a line and is read from it again, whatever the names are', () => {
  const change = fc.oneof(
    fc.record({ do: fc.constant('add' as const), from: path, to: place }),
    fc.record({ do: fc.constant('remove' as const), path }),
    fc.record({ do: fc.constant('rename' as const), from: path, to: path }),
  );
  fc.assert(
    fc.property(change, (one) => {
      expect(changeOf(changeLine(one))).toEqual(one);
      expect(changeSchema.parse(one)).toEqual(one);
    }),
  );
});

test('paths in the image are from its root, with or without a slash before them', () => {
  expect(changeOf('remove a//b/')).toEqual({ do: 'remove', path: '/a/b' });
  expect(changeOf('add /x=docs/')).toEqual({ do: 'add', from: '/x', to: '/docs/' });
  expect(changeOf('rename a=b\\=c')).toEqual({ do: 'rename', from: '/a', to: '/b=c' });
});

test('what is no change is none', () => {
  const adds = ['add', 'add /x', 'add /x=', 'add =/x', 'add /a=/b=/c', 'add /a=/../b'];
  const others = ['', 'remove ', 'remove /', 'remove ../a', 'rename a=.', 'rename /=/b', 'move a=b'];
  expect([...adds, ...others].filter((line) => changeOf(line) !== undefined)).toEqual([]);
  expect(changesOf(['remove /a', 'nothing'])).toEqual([{ do: 'remove', path: '/a' }]);
});

test('a plan leads nowhere but into the image', () => {
  const isPlan = (...changes: object[]) =>
    editPlan.safeParse({
      v: 1,
      do: 'edit',
      source: { kind: 'opened-image', path: '/a.iso', author: {} },
      changes,
      output: { path: '/b.iso' },
    }).success;
  expect(isPlan({ do: 'remove', path: '/a' })).toBe(true);
  expect(isPlan()).toBe(false);
  for (const wrong of ['/', '/a/../b', 'a', '/a//b', '/a/', '/\0'])
    expect(isPlan({ do: 'remove', path: wrong }), wrong).toBe(false);
  expect(isPlan({ do: 'rename', from: '/a', to: '/b/' })).toBe(false);
  expect(isPlan({ do: 'add', from: 'a', to: '/b' })).toBe(false);
  expect(isPlan({ do: 'add', from: '/a', to: '/b//' })).toBe(false);
});
