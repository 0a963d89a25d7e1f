import { Command } from 'commander';
import { expect, test } from 'vitest';
import { type FormatFlags, formatFlags, formatOptionsOf } from '../../src/cli/format-flags.ts';
import { authorOptions } from '../../src/engine/plan/plan.ts';
import { formatWords } from '../../src/engine/words/format-words.ts';

function options(...words: string[]) {
  const command = formatFlags(new Command().exitOverride().configureOutput({ writeErr: () => {} }));
  return formatOptionsOf(command.parse(words, { from: 'user' }).opts<FormatFlags>());
}

test('without flags nothing is chosen', () => {
  expect(options()).toEqual({});
});

test('flags become options, and options become the same flags again', () => {
  const words = [
    ...[
      '--no-udf',
      '--iso-level',
      '4',
      '--relocate',
      '--padding',
      '0',
      '--md5',
      '--checksums',
      'sha256',
      '--pad-changed',
    ],
    ...[
      '--system-id',
      'LINUX',
      '--volume-set',
      'Set',
      '--publisher',
      'P',
      '--preparer',
      'Q',
      '--application',
      'A',
    ],
    ...['--copyright-file', 'C', '--abstract-file', 'D', '--bibliographic-file', 'E'],
    ...[
      '--volume-created',
      '1',
      '--volume-modified',
      '2',
      '--volume-expires',
      '3',
      '--volume-effective',
      '4',
    ],
  ];
  const author = authorOptions.parse(options(...words));
  expect(formatWords(author)).toEqual(words);
  expect(formatWords(authorOptions.parse(options('--udf', '--no-iso9660')))).toEqual([
    '--udf',
    '--no-iso9660',
  ]);
});

test('times are dates or seconds', () => {
  expect(options('--volume-created', '2001-09-09T01:46:40Z')).toEqual({
    volume: { createdAt: 1_000_000_000 },
  });
  expect(() => options('--volume-created', 'yesterday')).toThrow('no time');
  expect(() => options('--padding', 'some')).toThrow('number of sectors');
  expect(() => options('--iso-level', '5')).toThrow();
});
