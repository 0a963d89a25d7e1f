import { expect, test } from 'vitest';
import { installerOptions } from '../../src/tasks/options/installer-options.ts';
import type { Option } from '../../src/tasks/options/option.ts';
import { recoveryOptions } from '../../src/tasks/options/recovery-options.ts';

const every: readonly Option[] = [...recoveryOptions, ...installerOptions];
const folders = every.filter(({ flag }) => flag?.takes === 'folder');

test('an option that takes a folder says so, and takes its path with a slash at the end', () => {
  expect(folders.map(({ id }) => id)).toEqual(['packages', 'drivers', 'oem']);
  const situation = {} as Parameters<Option['remark']>[1];
  for (const { remark } of folders) {
    expect([remark('/srv/debs', situation), remark('/srv/debs/', situation)]).toEqual([undefined, undefined]);
    expect(remark('debs', situation)).toMatchObject({ code: 'folder-path', stops: true });
  }
});
