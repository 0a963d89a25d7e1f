import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Face, WizardStart } from '../../src/cli/face.ts';
import { runCommandLine } from '../../src/cli/program.ts';

// A file that was named alone was an unknown command.

const folder = mkdtempSync(join(tmpdir(), 'isowright-bare-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const name of ['a b.iso', 'devices', '-x.iso']) writeFileSync(join(folder, name), 'x');

async function called(argv: readonly string[], hasTerminal = true) {
  const starts: WizardStart[] = [];
  let said = '';
  const hear = (text: string) => {
    said += text;
  };
  const wizard = async (start: WizardStart) => {
    starts.push(start);
    return 0;
  };
  const face = {
    version: '0',
    out: hear,
    err: hear,
    nowMs: () => 0,
    workingFolder: folder,
    wizard: hasTerminal ? wizard : undefined,
  } as unknown as Face;
  return { code: await runCommandLine(argv, face), starts, said };
}

describe('a path alone opens the wizard with it', () => {
  test.each([
    ['a b.iso', join(folder, 'a b.iso')],
    [folder, folder],
    ['.', folder],
    ['./devices', join(folder, 'devices')],
    ['https://example.org/a.iso', 'https://example.org/a.iso'],
  ])('%s', async (word, given) => {
    const { code, starts } = await called([word]);
    expect({ code, starts }).toEqual({ code: 0, starts: [{ given }] });
  });

  test('and with the flags of the wizard', async () => {
    expect((await called(['--ascii', 'a b.iso'])).starts).toEqual([{ given: join(folder, 'a b.iso') }]);
    expect((await called(['--', '-x.iso'])).starts).toEqual([{ given: join(folder, '-x.iso') }]);
  });

  test('but not without a terminal: exit 2, and the commands are named', async () => {
    const { code, said } = await called(['a b.iso'], false);
    expect(code).toBe(2);
    expect(said).toContain('inspect');
  });
});

test.each([['gone.iso'], [''], [' '], ['a b.iso', 'a b.iso']])(
  'what names nothing, or more than one thing, is no command: %j',
  async (...words) => {
    const { code, starts, said } = await called(words);
    expect({ code, starts }).toEqual({ code: 2, starts: [] });
    expect(said).toContain(`unknown command '${words[0]}'`);
  },
);
