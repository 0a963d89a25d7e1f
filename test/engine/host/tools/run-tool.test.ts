import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askTool } from '../../../../src/engine/host/tools/ask-tool.ts';
import { runTool } from '../../../../src/engine/host/tools/run-tool.ts';

test('output and exit status come back', async () => {
  const ran = await runTool('sh', ['-c', 'echo out; echo err >&2; exit 3'], 5000);
  expect(ran).toEqual({ status: 3, stdout: 'out\n', stderr: 'err\n', timedOut: false });
});

test('a missing program is no exception', async () => {
  expect(await runTool('isowright-no-such-tool', [], 5000)).toMatchObject({ status: -1, timedOut: false });
});

test('a program that does not end is left behind', async () => {
  expect(await runTool('sleep', ['60'], 100)).toMatchObject({ status: -1, timedOut: true });
});

test('a program that is not there is told from one that fails, and one outside the given folders is not found', async () => {
  expect((await runTool('isowright-no-such-tool', [], 5000)).isMissing).toBe(true);
  expect((await runTool('sh', ['-c', 'exit 127'], 5000)).isMissing).toBeUndefined();
  expect((await runTool('sh', ['-c', 'true'], 5000, { path: '/isowright-no-such-folder' })).isMissing).toBe(
    true,
  );
});

test('a program gets an open file as its standard input, and speaks English', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'isowright-tool-'));
  const file = await open(join(folder, 'in'), 'w+');
  try {
    await file.write('what was opened', 0);
    const ran = await runTool('sh', ['-c', 'cat /proc/self/fd/0; echo " $LC_ALL"'], 5000, {
      stdinFd: file.fd,
    });
    expect(ran.stdout).toBe('what was opened C.UTF-8\n');
  } finally {
    await file.close();
    rmSync(folder, { recursive: true });
  }
});

test('a question that cannot wait has no answer when the program hangs, fails or is not there', () => {
  expect(askTool('sh', ['-c', 'echo yes'], 5000)).toBe('yes\n');
  expect(askTool('sleep', ['60'], 100)).toBe('');
  expect(askTool('false', [], 5000)).toBe('');
  expect(askTool('isowright-no-such-tool', [], 5000)).toBe('');
});
