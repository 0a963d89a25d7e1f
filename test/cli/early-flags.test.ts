import { expect, test } from 'vitest';
import { earlyFlags } from '../../src/cli/early-flags.ts';
import type { Face } from '../../src/cli/face.ts';
import { commandTree } from '../../src/cli/program.ts';

test.each([
  [['--plain'], { plain: true }],
  [['write', 'x.iso', '/dev/sdb', '--no-color', '--ascii'], { color: false, ascii: true }],
  [['--size', '100x30'], { size: '100x30' }],
  [['make', '/tree', '--size=80x24', '-o', 'x.iso'], { size: '80x24' }],
  [['write', 'x.iso', '/dev/sdb', '--bell'], { bell: true }],
  [['--notify', 'write', 'x.iso', '/dev/sdb'], { notify: true }],
  [['--lang', 'de', 'devices'], { lang: 'de' }],
  [['devices', '--lang=de'], { lang: 'de' }],
  [['frobnicate', '--what'], {}],
])('%j are seen before any command is looked for', (argv, flags) => {
  expect(earlyFlags(argv)).toEqual(flags);
});

test.each([
  [['make', '/tree', '--label', '--plain']],
  [['make', '/tree', '-o', '--ascii']],
  [['write', 'x.iso', '/dev/sdb', '--receipt', '--no-color']],
])('a value that looks like a flag is none: %j', (argv) => {
  expect(earlyFlags(argv)).toEqual({});
});

test.each([
  [['--json', 'config', 'never-touch', 'list']],
  [['config', '--json', 'never-touch', 'list']],
  [['config', 'never-touch', '--json', 'list']],
  [['config', 'never-touch', 'list', '--json']],
])('the flags of every command may stand before any word of it: %j', async (argv) => {
  let seen: object | undefined;
  const face = { version: '0', out: () => undefined, err: () => undefined } as unknown as Face;
  const tree = commandTree(face, async (work, flags) => {
    seen = flags;
    await work.catch(() => undefined);
  });
  await tree.parseAsync([...argv], { from: 'user' });
  expect(seen).toEqual({ json: true });
});
