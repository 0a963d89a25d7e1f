import { expect, test } from 'vitest';
import type { Loss } from '../../../../src/engine/contract/events/loss.ts';
import { type AuthorOptions, authorOptions } from '../../../../src/engine/contract/plan/plan.ts';
import { lossFailure } from '../../../../src/engine/jobs/steps/refuse-losses.ts';

const shortened: Loss = { path: '/a', reason: 'name-shortened', where: 'joliet' };
const closed: Loss = { path: '/closed', reason: 'unreadable', where: 'all' };
const overlong: Loss = { path: '/long', reason: 'path-too-long', where: 'all' };
const longOnWindows: Loss = { path: '/long', reason: 'path-too-long', where: 'joliet' };

function failing(losses: readonly Loss[], options: Partial<AuthorOptions> = {}) {
  return lossFailure({ kind: 'folder', path: '/tree', author: authorOptions.parse(options) }, losses);
}

test('strict: any loss is a failure that counts them', () => {
  expect(failing([shortened, longOnWindows], { strict: true })).toMatchObject({
    code: 'loss-refused',
    facts: { losses: 2 },
  });
  expect(failing([], { strict: true })).toBeUndefined();
});

test('content that is missing is a failure that names it; what is only called otherwise is none', () => {
  expect(failing([shortened, closed, overlong, longOnWindows])).toMatchObject({
    code: 'content-missing',
    facts: { path: '/tree', missing: 2, first: ['/closed', '/long'] },
  });
  expect(failing([shortened, longOnWindows])).toBeUndefined();
});

test('content may be missing when that is allowed, and yet not when nothing may be lost', () => {
  expect(failing([closed], { allowMissing: true })).toBeUndefined();
  expect(failing([closed], { allowMissing: true, strict: true })).toMatchObject({ code: 'loss-refused' });
});

test('a failure names the first twenty of many', () => {
  const many = Array.from({ length: 1000 }, (_, index): Loss => ({ ...closed, path: `/${index}` }));
  expect(failing(many)?.facts).toMatchObject({
    missing: 1000,
    first: many.slice(0, 20).map(({ path }) => path),
  });
});

test('a strict stick with files is not refused for owners alone, which no FAT keeps', () => {
  const owners: Loss = { path: '/', reason: 'owner-lost', where: 'fat' };
  expect(failing([owners], { strict: true })).toBeUndefined();
  expect(failing([owners, shortened], { strict: true })?.facts).toEqual({ losses: 1 });
  expect(failing([{ ...owners, where: 'all' }], { strict: true })?.code).toBe('loss-refused');
});
