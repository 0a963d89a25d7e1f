import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededBytes } from '../../fakes/fake-image.ts';

/** A little of everything that an image may hold. */
export function makeTree(root: string): void {
  const put = (path: string, content: string | Uint8Array): void => writeFileSync(join(root, path), content);
  mkdirSync(join(root, 'd/e/f/g/h/i/j/k'), { recursive: true });
  mkdirSync(join(root, 'many'));
  put('empty', '');
  put('short', 'a few letters');
  put('large', seededBytes(90_000, 6));
  put('packable', 'the same again and again '.repeat(6000));
  put('d/e/f/g/h/i/j/k/deep', 'deep');
  for (let i = 0; i < 40; i++) put(`many/a file of a ${'long '.repeat(i % 12)}name ${i}.text`, `${i}`);
  symlinkSync('d/e/f', join(root, 'folder link'));
  symlinkSync('short', join(root, 'link'));
  linkSync(join(root, 'short'), join(root, 'many/the same'));
}
