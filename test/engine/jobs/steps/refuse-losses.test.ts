import { expect, test } from 'vitest';
import type { Loss } from '../../../../src/engine/contract/events/loss.ts';
import { authorOptions, type PlanSource } from '../../../../src/engine/contract/plan/plan.ts';
import { lossFailure } from '../../../../src/engine/jobs/steps/refuse-losses.ts';

const source = (strict: boolean): PlanSource => ({
  kind: 'folder',
  path: '/tree',
  author: authorOptions.parse({ strict }),
});
const owners: Loss = { path: '/', reason: 'owner-lost', where: 'fat' };
const name: Loss = { path: '/con', reason: 'name-changed', where: 'fat', becomes: 'con_' };

test('a strict stick with files is not refused for owners alone, which no FAT keeps', () => {
  expect(lossFailure(source(true), [owners])).toBeUndefined();
  expect(lossFailure(source(true), [owners, name])?.facts).toEqual({ losses: 1 });
  expect(lossFailure(source(false), [owners, name])).toBeUndefined();
});

test('owners that an image of a disc could keep are a loss', () => {
  const lost: Loss = { path: '/', reason: 'owner-lost', where: 'all' };
  expect(lossFailure(source(true), [lost])?.code).toBe('loss-refused');
});
