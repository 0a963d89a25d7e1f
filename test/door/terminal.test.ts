import { expect, test } from 'vitest';
import { terminalTraits } from '../../src/door/terminal.ts';

const fps = (environment: Record<string, string>, deviceName?: string): number =>
  terminalTraits({ argv: [], environment, stdinIsTerminal: true, stdoutIsTerminal: true, deviceName }).maxFps;

test('whatever TERM is behind a serial line, no more is drawn to it than it may carry', () => {
  for (const TERM of ['vt100', 'vt220', 'linux', 'xterm', 'xterm-256color', 'screen', 'ansi'])
    expect([TERM, fps({ TERM })]).toEqual([TERM, 2]);
  // A multiplexer says nothing of the line that it is seen through.
  expect(fps({ TERM: 'tmux-256color', TERM_PROGRAM: 'tmux', TMUX: '/tmp/tmux,1,0' })).toBe(2);
});

test('a window of this machine, which makes itself known, is drawn to smoothly, and one far away less often', () => {
  const TERM = 'xterm-256color';
  expect(fps({ TERM, COLORTERM: 'truecolor' })).toBe(10);
  expect(fps({ TERM, VTE_VERSION: '7600' })).toBe(10);
  expect(fps({ TERM, WT_SESSION: 'x' })).toBe(10);
  expect(fps({ TERM, TERM_PROGRAM: 'Apple_Terminal' })).toBe(10);
  expect(fps({ TERM, COLORTERM: 'truecolor', SSH_TTY: '/dev/pts/3' })).toBe(4);
  expect(fps({ TERM: 'vt220', COLORTERM: 'truecolor' })).toBe(2);
});

test('the console of this machine is drawn to smoothly, a serial line with the same TERM is not', () => {
  expect(fps({ TERM: 'linux' }, '/dev/tty1')).toBe(10);
  expect(fps({ TERM: 'linux' }, '/dev/ttyS0')).toBe(2);
  expect(fps({ TERM: 'linux' }, '/dev/pts/4')).toBe(2);
});
