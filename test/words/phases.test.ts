import { expect, test } from 'vitest';
import type { Plan } from '../../src/engine/contract/plan/plan.ts';
import { phaseText } from '../../src/words/phases.ts';

const of = (plan: object): string => phaseText('plan', plan as Plan);

test('what is looked through first is called what it is: a folder, the files of an image, packages', () => {
  expect(phaseText('plan')).toBe('reading the folder');
  expect(of({ do: 'make', source: { kind: 'folder' } })).toBe('reading the folder');
  expect(of({ do: 'edit', source: { kind: 'opened-image' } })).toBe('reading the files of the image');
  expect(of({ do: 'recovery' })).toBe('putting the packages together');
  expect(of({ do: 'convert', source: { kind: 'image' }, output: {} })).toBe('reading the source');
});
