import { expect, test } from 'vitest';
import { checkValues } from '../../src/cli/checked-values.ts';
import { asFailure } from '../../src/engine/contract/failure/failure.ts';
import type { AskedSource, Values } from '../../src/tasks/task.ts';
import { write } from '../../src/tasks/write.ts';

// Options of a stick that holds files were passed over in silence where an image was written as it is.

const image: AskedSource = { kind: 'image', path: '/x.iso' };
const folder: AskedSource = { kind: 'folder', path: '/x' };

function refusal(source: AskedSource, values: Values): unknown {
  try {
    checkValues(write, source, values);
    return undefined;
  } catch (error) {
    return asFailure(error).code;
  }
}

const ofSticks: readonly Values[] = [
  { table: 'gpt' },
  { bios: 'grub' },
  { persistence: '4G' },
  { answerAccount: 'Ada' },
  { drivers: '/drivers' },
];

test.each(ofSticks)('%j is refused without --files, and taken with it', (values) => {
  expect(refusal(image, values)).toBe('usage');
  expect(refusal(folder, values)).toBe('usage');
  expect(refusal(image, { ...values, files: 'on' })).toBeUndefined();
});

test('what is no option of sticks alone is not asked for --files', () => {
  expect(refusal(folder, { label: 'X' })).toBeUndefined();
  expect(refusal(image, { delta: 'on', verify: 'on' })).toBeUndefined();
});
