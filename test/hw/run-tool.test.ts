import { expect, test } from 'vitest';
import { runTool } from '../../src/hw/run-tool.ts';

test('output and exit status come back', async () => {
  const ran = await runTool('sh', ['-c', 'echo out; echo err >&2; exit 3'], 5000);
  expect(ran).toEqual({ status: 3, stdout: 'out\n', stderr: 'err\n', timedOut: false });
});

test('a missing program is no exception', async () => {
  expect(await runTool('isowright-no-such-tool', [], 5000)).toMatchObject({ status: -1, timedOut: false });
});

test('a program that does not end is left behind', async () => {
  const startedMs = performance.now();
  expect(await runTool('sleep', ['60'], 100)).toMatchObject({ status: -1, timedOut: true });
  expect(performance.now() - startedMs).toBeLessThan(5000);
});
