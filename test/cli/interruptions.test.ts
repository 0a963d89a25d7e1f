import { expect, test } from 'vitest';
import { interruptions } from '../../src/cli/interruptions.ts';

type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** Of a job that was asked to stop and takes its time. */
function interrupted(leave = false) {
  const told: string[] = [];
  const sent: unknown[] = [];
  let signal: (name: Signal) => void = () => undefined;
  const watched = interruptions(
    { id: 'job-7', send: (order) => void sent.push(order) },
    {
      err: (text) => void told.push(text),
      onSignal: (listener) => {
        signal = listener;
        return () => undefined;
      },
    },
    leave,
  );
  return { watched, told, sent, signal: (name: Signal) => signal(name) };
}

test('a second Ctrl-C leaves a job that still stops, and says that it runs and how to see it', async () => {
  const { watched, told, sent, signal } = interrupted();
  signal('SIGINT');
  expect([sent, told]).toEqual([[{ do: 'stop' }], []]);
  signal('SIGINT');
  expect(await watched.left).toBe(130);
  expect(told.join('')).toContain('isowright attach job-7');
  watched.close();
});

test('the exit code of a stopped job is that of the signal, for the last word and the program alike', () => {
  const { watched, signal } = interrupted();
  expect(watched.exitCode(3)).toBe(3);
  signal('SIGTERM');
  expect([watched.exitCode(3), watched.exitCode(0), watched.exitCode(7)]).toEqual([143, 0, 7]);
  watched.close();
});

test('who only looks on leaves without a word of stopping', async () => {
  const { watched, told, sent, signal } = interrupted(true);
  signal('SIGINT');
  expect(await watched.left).toBe(130);
  expect([sent, told]).toEqual([[], []]);
  watched.close();
});
