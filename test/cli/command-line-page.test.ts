import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import type { Face } from '../../src/cli/face.ts';
import { commandTree, runCommandLine } from '../../src/cli/program.ts';
import { exitCodes } from '../../src/engine/contract/failure/exit-codes.ts';

// docs/command-line.md is the contract: nothing of the program may be missing there, and nothing there may be invented.

const page = readFileSync('docs/command-line.md', 'utf8');
const tree = commandTree(
  { version: '0', out: () => undefined, err: () => undefined } as unknown as Face,
  async () => undefined,
);

/** All commands below one, as they are typed: `config never-touch`. */
function commandsOf(command: Command, before = ''): { name: string; command: Command }[] {
  return command.commands.flatMap((below) => {
    const name = `${before}${below.name()}`;
    return [{ name, command: below }, ...commandsOf(below, `${name} `)];
  });
}

const optionsOf = (command: Command): string[] =>
  command.options.map(({ long }) => long ?? '').filter(Boolean);

test('the page names every command', () => {
  const missing = commandsOf(tree)
    .map(({ name }) => name)
    .filter((name) => !page.includes(name));
  expect(missing).toEqual([]);
});

test('the page names every option', () => {
  const all = [tree, ...commandsOf(tree).map(({ command }) => command)].flatMap(optionsOf);
  const missing = [...new Set(all)].filter((option) => !new RegExp(`${option}(?![a-z-])`).test(page));
  expect(missing).toEqual([]);
});

test('the page names no option that does not exist', () => {
  const known = new Set([
    '--help',
    ...[tree, ...commandsOf(tree).map(({ command }) => command)].flatMap(optionsOf),
  ]);
  const named = [...page.matchAll(/(?<![\w-])--[a-z][a-z-]+[a-z0-9]*/g)].map(([option]) => option);
  expect([...new Set(named)].filter((option) => !known.has(option))).toEqual([]);
});

test('the page names every exit code, note and outcome', () => {
  for (const code of Object.values(exitCodes))
    expect(page).toMatch(new RegExp(`^\\| .*\\b${code}\\b.* \\|`, 'm'));
  const events = ['events', 'progress-fact']
    .map((file) => readFileSync(`src/engine/contract/events/${file}.ts`, 'utf8'))
    .join('');
  for (const type of ['NoteCode', 'Outcome', 'Phase']) {
    const words = new RegExp(`type ${type} =([^;]*);`).exec(events)?.[1]?.match(/'[a-z-]+'/g) ?? [];
    expect(words.length).toBeGreaterThan(3);
    const missing = words.map((word) => word.slice(1, -1)).filter((word) => !page.includes(`\`${word}\``));
    expect(missing, type).toEqual([]);
  }
});

test('a command that does not exist is named, and ends with 2', async () => {
  let said = '';
  const face = {
    version: '0',
    out: () => undefined,
    err: (text: string) => {
      said += text;
    },
    nowMs: () => 0,
    workingFolder: '/',
  } as unknown as Face;
  expect(await runCommandLine(['frobnicate', 'x'], face)).toBe(2);
  expect(said).toContain("unknown command 'frobnicate'");
  expect(await runCommandLine(['--json', 'devcies'], face)).toBe(2);
  expect(said).toContain("unknown command 'devcies'");
});
