import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demandTrustedCode } from '../../src/hw/trusted-code.ts';
import { remedy } from '../../src/words/remedies.ts';
import { testWith } from '../fakes/rigs.ts';

// Whoever can write what runs as root is root.

const STRANGER = 65534;
const asRoot = testWith('root');
let folder = '';
let install = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'isowright-trust-')));
  install = join(folder, 'lib/isowright');
  mkdirSync(join(install, 'dist/inner'), { recursive: true });
  for (const path of ['node', 'package.json', 'dist/main.js', 'dist/part-A.js', 'dist/inner/part-B.js'])
    writeFileSync(join(install, path), '');
  for (const path of ['', 'lib', 'lib/isowright', 'lib/isowright/dist', 'lib/isowright/dist/inner'])
    chmodSync(join(folder, path), 0o755);
  for (const path of ['node', 'package.json', 'dist/main.js', 'dist/part-A.js', 'dist/inner/part-B.js'])
    chmodSync(join(install, path), 0o644);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const demand = (script = join(install, 'dist/main.js')): void =>
  demandTrustedCode([join(install, 'node'), script], [dirname(realpathSync(script))]);
const refusal = (path: string) =>
  expect.objectContaining({ code: 'install-not-safe', facts: expect.objectContaining({ path }) });

test('an install that only root and the caller can write is trusted, also in a sticky folder', () => {
  expect(() => demand()).not.toThrow();
  chmodSync(folder, 0o1777);
  expect(() => demand()).not.toThrow();
});

test.each([
  ['node', 0o666],
  ['node', 0o664],
  ['package.json', 0o646],
  ['dist', 0o777],
  ['dist', 0o775],
  ['dist/main.js', 0o666],
  ['dist/part-A.js', 0o660],
  ['dist/inner', 0o757],
  ['dist/inner/part-B.js', 0o606],
  ['', 0o777],
  ['..', 0o777],
  ['../..', 0o770],
])('%s with mode %o is refused by its name', (path, mode) => {
  chmodSync(join(install, path), mode);
  expect(() => demand()).toThrow(refusal(join(install, path)));
});

test('a package.json higher up that others may write is refused', () => {
  writeFileSync(join(folder, 'package.json'), '{}');
  chmodSync(join(folder, 'package.json'), 0o666);
  expect(() => demand()).toThrow(refusal(join(folder, 'package.json')));
});

asRoot.each(['node', 'dist', 'dist/main.js', 'dist/part-A.js', 'package.json', '..'])(
  '%s that belongs to a third user is refused',
  (path) => {
    chownSync(join(install, path), STRANGER, STRANGER);
    expect(() => demand()).toThrow(refusal(join(install, path)));
  },
);

test('a link to the program is followed, and the folder of the link is looked at too', () => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync('../lib/isowright/dist/main.js', join(bin, 'isowright'));
  chmodSync(bin, 0o755);
  expect(() => demand(join(bin, 'isowright'))).not.toThrow();
  chmodSync(bin, 0o777);
  expect(() => demand(join(bin, 'isowright'))).toThrow(refusal(bin));
  chmodSync(bin, 0o755);
  chmodSync(join(install, 'dist'), 0o777);
  expect(() => demand(join(bin, 'isowright'))).toThrow(refusal(join(install, 'dist')));
});

asRoot('a link of somebody else in a sticky folder is refused', () => {
  const shared = join(folder, 'shared');
  mkdirSync(shared);
  chmodSync(shared, 0o1777);
  symlinkSync(join(install, 'dist/main.js'), join(shared, 'isowright'));
  lchownSync(join(shared, 'isowright'), STRANGER, STRANGER);
  expect(() => demand(join(shared, 'isowright'))).toThrow(refusal(join(shared, 'isowright')));
});

test('what to do about it is said with the place', () => {
  const { happened, next } = remedy({
    code: 'install-not-safe',
    facts: { path: '/opt/x', why: 'others may write to it (mode 0777)' },
  });
  expect(happened).toContain('/opt/x');
  expect(next.join('\n')).toContain("chmod go-w '/opt/x'");
});
