import { expect, test } from 'vitest';
import { withAbsolutePaths } from '../../../../src/cli/plan-paths.ts';
import { plan as planSchema } from '../../../../src/engine/contract/plan/plan.ts';
import { jobOrder } from '../../../../src/engine/jobs/process/job-order.ts';

const author = { label: 'X' };
const file = (path: string) => ({ kind: 'file', path, sizeBytes: 1 });
const plans: readonly [string, (path: string) => object][] = [
  ['source', (path) => ({ v: 1, do: 'write', source: { kind: 'image', path }, targets: [file('/t')] })],
  [
    'block map',
    (path) => ({
      v: 1,
      do: 'write',
      source: { kind: 'image', path: '/i', bmap: path },
      targets: [file('/t')],
    }),
  ],
  ['target', (path) => ({ v: 1, do: 'write', source: { kind: 'image', path: '/i' }, targets: [file(path)] })],
  ['drive', (path) => ({ v: 1, do: 'restore', targets: [{ kind: 'drive', path, expect: {} }] })],
  [
    'own image',
    (image) => ({
      v: 1,
      do: 'write',
      source: { kind: 'image', path: '/i' },
      targets: [{ ...file('/t'), image }],
    }),
  ],
  [
    'receipt',
    (receipt) => ({
      v: 1,
      do: 'write',
      source: { kind: 'image', path: '/i' },
      targets: [file('/t')],
      receipt,
    }),
  ],
  ['receipt to verify', (path) => ({ v: 1, do: 'verify', source: { kind: 'receipt', path }, targets: [] })],
  [
    'folder',
    (path) => ({ v: 1, do: 'make', source: { kind: 'folder', path, author }, output: { path: '/o' } }),
  ],
  [
    'output',
    (path) => ({ v: 1, do: 'make', source: { kind: 'folder', path: '/f', author }, output: { path } }),
  ],
  [
    'original',
    (bootFrom) => ({
      v: 1,
      do: 'make',
      source: { kind: 'folder', path: '/f', author: { ...author, bootFrom } },
      output: { path: '/o' },
    }),
  ],
];

test.each(plans)('a job takes no relative %s in a plan: it would be another file there', (_, planWith) => {
  expect(planSchema.safeParse(planWith('/a/b')).success).toBe(true);
  for (const path of ['a', './a', '../a', 'a/b', '', '~/a', '/a\0b'])
    expect([path, planSchema.safeParse(planWith(path)).success]).toEqual([path, false]);
  const order = { do: 'start', job: '20261122-120000-abcd', dryRun: false, plan: planWith('a') };
  expect(jobOrder.safeParse(order).success).toBe(false);
});

test.each(plans)('a plan file with a relative %s means the folder the person is in', (_, planWith) => {
  expect(withAbsolutePaths(planWith('../a'), '/home/ann')).toEqual(planWith('/home/a'));
  expect(withAbsolutePaths(planWith('/x/../a'), '/home/ann')).toEqual(planWith('/a'));
});

test('standard input and addresses stay what they are, and so does what a dry run found', () => {
  const at = (path: string) => ({ source: { kind: 'image', path }, forecast: { losses: [{ path: 'a' }] } });
  for (const path of ['-', 'https://h/a.iso'])
    expect(withAbsolutePaths(at(path), '/home/ann')).toEqual(at(path));
  for (const [_, planWith] of plans.slice(0, 1))
    for (const path of ['-', 'https://h/a.iso'])
      expect(planSchema.safeParse(planWith(path)).success).toBe(true);
});

test('what is no plan at all is left to the schema', () => {
  for (const text of [null, 1, 'x', [], [{ path: 1 }]]) expect(withAbsolutePaths(text, '/')).toEqual(text);
});
