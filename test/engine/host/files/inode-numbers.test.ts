import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { keepsInodeNumbers } from '../../../../src/engine/host/files/inode-numbers.ts';

test.runIf(process.platform === 'linux')(
  'only file systems that are known to keep inode numbers are taken at them',
  () => {
    expect(keepsInodeNumbers(tmpdir())).toBe(true);
    expect(keepsInodeNumbers('/proc')).toBe(false);
    expect(() => keepsInodeNumbers('/nowhere')).toThrow('ENOENT');
  },
);
