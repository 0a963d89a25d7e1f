import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { manPage } from '../../scripts/docs/man-page.ts';
import { withOptionTables } from '../../scripts/docs/option-tables.ts';
import { troubleshootingPage } from '../../scripts/docs/troubleshooting.ts';
import { argumentText } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands.ts';
import { testWith } from '../fakes/rigs.ts';

// What is made from the commands is committed, so that it is read without the program; npm run docs makes it anew.

const anew = 'make it anew: npm run docs';

test('the tables of options in docs/command-line.md are those of the program', () => {
  const page = readFileSync('docs/command-line.md', 'utf8');
  expect(withOptionTables(page, commands), anew).toBe(page);
});

test('docs/troubleshooting.md has the title and the help of every failure', () => {
  expect(readFileSync('docs/troubleshooting.md', 'utf8'), anew).toBe(troubleshootingPage());
});

test('a page without the table of some command is refused, and so is a table of nothing', () => {
  expect(() => withOptionTables('', commands)).toThrow('no table for: common, image');
  const page = `${readFileSync('docs/command-line.md', 'utf8')}\n<!-- options: frob -->\n<!-- end -->\n`;
  expect(() => withOptionTables(page, commands)).toThrow('no options are called frob');
});

test('man/isowright.1 is the page of the program', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(readFileSync('man/isowright.1', 'utf8'), anew).toBe(manPage(commands, version));
});

testWith('tool:mandoc')('mandoc finds nothing to say against the manual page', () => {
  const { stdout, stderr } = spawnSync('mandoc', ['-Tlint', 'man/isowright.1'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(`${stdout}${stderr}`).toBe('');
});

testWith('tool:mandoc')('a reader of the manual page sees every command and every exit code', () => {
  const { stdout } = spawnSync('mandoc', ['-Tascii', '-O', 'width=200', 'man/isowright.1'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  // Bold and underlined letters are struck twice.
  const text = stdout.replace(/.\u0008/g, '');
  for (const spec of commands)
    expect(text).toContain(['isowright', spec.name, ...spec.arguments.map(argumentText)].join(' '));
  for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 8]) expect(text).toMatch(new RegExp(`^ +${code} +\\w`, 'm'));
});
