import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excludedBy } from '../../../../src/engine/author/tree/exclude.ts';
import { run, testWith } from '../../../fakes/rigs.ts';
import { temporaryFolder } from '../making.ts';

describe.each<[string, string[], [path: string, isFolder: boolean, excluded: boolean][]]>([
  ['no pattern', [], [['a', false, false]]],
  [
    'a name matches at any depth',
    ['node_modules'],
    [
      ['node_modules', true, true],
      ['a/node_modules', true, true],
      ['my_node_modules', true, false],
    ],
  ],
  [
    'a star stays in its folder',
    ['*.o'],
    [
      ['x.o', false, true],
      ['a/b/x.o', false, true],
      ['x.oo', false, false],
    ],
  ],
  [
    'a slash at the start means the root',
    ['/build'],
    [
      ['build', true, true],
      ['a/build', true, false],
    ],
  ],
  [
    'a slash inside means the root too',
    ['a/*.c'],
    [
      ['a/x.c', false, true],
      ['a/b/x.c', false, false],
      ['b/a/x.c', false, false],
    ],
  ],
  [
    'a slash at the end means folders',
    ['logs/'],
    [
      ['logs', true, true],
      ['logs', false, false],
    ],
  ],
  [
    'two stars cross folders',
    ['a/**/z', '**/cache', 'tmp/**'],
    [
      ['a/z', false, true],
      ['a/b/c/z', false, true],
      ['x/cache', false, true],
      ['tmp/a/b', false, true],
      ['tmp', true, false],
    ],
  ],
  [
    'classes and question marks',
    ['[a-c]?.[!t]xt'],
    [
      ['a1.bxt', false, true],
      ['a1.txt', false, false],
      ['d1.bxt', false, false],
      ['a/.bxt', false, false],
    ],
  ],
  [
    'the last one that matches decides',
    ['*.log', '!keep.log', 'keep.log.log'],
    [
      ['x.log', false, true],
      ['keep.log', false, false],
      ['keep.log.log', false, true],
    ],
  ],
  [
    'comments, blanks and escapes',
    ['# no', '', '\\#yes', 'end\\ ', 'blank   '],
    [
      ['# no', false, false],
      ['#yes', false, true],
      ['end ', false, true],
      ['blank', false, true],
    ],
  ],
  [
    'characters that mean something to a regular expression',
    ['a+(b).{c}'],
    [
      ['a+(b).{c}', false, true],
      ['aab.c', false, false],
    ],
  ],
])('%s', (_name, patterns, paths) => {
  test.each(paths)('%s (folder: %s) is excluded: %s', (path, isFolder, excluded) => {
    expect(excludedBy(patterns)(path, isFolder)).toBe(excluded);
  });
});

const room = temporaryFolder();

testWith('tool:git')('git check-ignore is of the same mind about random patterns', () => {
  run('git', ['init', '-q', room]);
  const name = fc.stringMatching(/^[ab.]{1,3}$/).filter((text) => !/^\.+$/.test(text));
  const paths = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
  const part = fc
    .stringMatching(/^([ab.?]|\*|\[ab\]|\[!a\]){1,3}$/)
    .filter((text) => !/^\.+$|\*\*/.test(text));
  const pattern = fc
    .tuple(
      fc.constantFrom('', '!', '/', '**/'),
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '/**'),
    )
    .map(([head, parts, tail]) => head + parts.join('/') + tail);
  fc.assert(
    fc.property(
      fc.array(pattern, { minLength: 1, maxLength: 4 }),
      fc.array(paths, { minLength: 1, maxLength: 30 }),
      (patterns, all) => {
        expect(all.filter((path) => isLeftOut(patterns, path))).toEqual(
          all.filter((path) => gitIgnores(patterns, all).has(path)),
        );
      },
    ),
    { numRuns: 60 },
  );
});

/** As the scan does it: a left-out folder is not entered. */
function isLeftOut(patterns: readonly string[], path: string): boolean {
  const excluded = excludedBy(patterns);
  const names = path.split('/');
  return names.some((_, i) => excluded(names.slice(0, i + 1).join('/'), i < names.length - 1));
}

function gitIgnores(patterns: readonly string[], paths: readonly string[]): Set<string> {
  mkdirSync(join(room, '.git/info'), { recursive: true });
  writeFileSync(join(room, '.git/info/exclude'), `${patterns.join('\n')}\n`);
  const { stdout } = run('git', ['-C', room, 'check-ignore', '--no-index', '-z', '--stdin'], {
    input: paths.join('\0'),
  });
  return new Set(stdout.split('\0').filter(Boolean));
}
