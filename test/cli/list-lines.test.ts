import { expect, test } from 'vitest';
import { tellLines } from '../../src/cli/list-lines.ts';

function rightsOf(permissions: number): string {
  let text = '';
  tellLines(
    (more) => {
      text += more;
    },
    [{ path: '/f', type: 'file', sizeBytes: 0, permissions, modifiedAtMs: 0, target: undefined }],
  );
  return text.slice(1, 10);
}

test.each([
  [0o644, 'rw-r--r--'],
  [0o6755, 'rwsr-sr-x'],
  [0o4644, 'rwSr--r--'],
  [0o2644, 'rw-r-Sr--'],
  [0o1777, 'rwxrwxrwt'],
  [0o1776, 'rwxrwxrwT'],
])('ls no longer hides that a file runs as its owner or group (%o)', (permissions, rights) => {
  expect(rightsOf(permissions)).toBe(rights);
});
