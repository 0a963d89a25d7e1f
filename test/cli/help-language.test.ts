import { afterEach, expect, test } from 'vitest';
import { commands, groups } from '../../src/cli/commands.ts';
import { completedTree } from '../../src/cli/completion/tree.ts';
import { commandTree } from '../../src/cli/program.ts';
import { speak } from '../../src/words/language.ts';

afterEach(() => speak('en'));

/** What `--help` says of a command, by the words that lead to it. */
function helpOf(...words: string[]): string {
  const root = commandTree({ version: '0', out: () => {}, err: () => {} } as never, async () => {});
  const found = words.reduce((parent, word) => parent.commands.find((one) => one.name() === word)!, root);
  return found.createHelp().formatHelp(found, found.createHelp()).replace(/\s+/g, ' ');
}

test('help speaks the language that is spoken: commands, groups and flags', async () => {
  expect(helpOf('write')).toContain('write an image (or a folder) to drives, then verify');
  await speak('de');
  expect(helpOf('write')).toContain('ein Abbild (oder einen Ordner) auf Laufwerke schreiben, dann prüfen');
  expect(helpOf('make')).toContain('-o, --output <Datei> das Abbild, das entsteht');
  expect(helpOf('make')).toContain('-h, --help diese Hilfe zeigen');
  expect(helpOf('write')).toMatch(
    /^Aufruf: isowright write .* Optionen: .*\(möglich: "quick", "full", "off"\)/,
  );
  expect(helpOf('config', 'never-touch')).toContain('Laufwerke, auf die nie geschrieben wird');
  expect(helpOf('config', 'never-touch')).toContain('die geschützten Seriennummern');
});

test('a script of completions is kept, and says the same whoever made it', async () => {
  const english = completedTree(commands, groups);
  await speak('de');
  expect(completedTree(commands, groups)).toEqual(english);
});
