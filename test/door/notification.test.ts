import { expect, test } from 'vitest';
import { notification } from '../../src/door/notification.ts';
import { speak } from '../../src/words/language.ts';

// ECMA-48 §8.3.89 (OSC) and §8.3.143 (ST).

test.each([
  [{ TERM: 'xterm-kitty' }, 0, '\u001b]9;isowright: the job is done\u001b\\'],
  [{ TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' }, 0, '\u001b]9;isowright: the job is done\u001b\\'],
  [{ TERM: 'xterm-256color', VTE_VERSION: '7600' }, 0, '\u001b]777;notify;isowright;the job is done\u001b\\'],
  [{ TERM: 'rxvt-unicode' }, 6, '\u001b]777;notify;isowright;the job has ended with exit code 6\u001b\\'],
  [
    { TERM: 'tmux-256color', TMUX: '/tmp/tmux-0/default,1,0' },
    0,
    '\u001bPtmux;\u001b\u001b]9;isowright: the job is done\u001b\u001b\\\u001b\\',
  ],
])('a terminal that can notify (%j) is told as it takes it', (environment, code, told) => {
  expect(notification(code, environment)).toBe(told);
});

test.each([
  [{}],
  [{ TERM: '' }],
  [{ TERM: 'dumb' }],
  [{ TERM: 'linux' }],
  [{ TERM: 'vt220' }],
  [{ TERM: 'screen' }],
])('a terminal that would show the letters instead (%j) is sent nothing', (environment) => {
  expect(notification(0, environment)).toBe('');
});

test('it speaks the language of the person', async () => {
  await speak('de');
  try {
    expect(notification(0, { TERM: 'foot' })).toContain(';der Auftrag ist fertig');
  } finally {
    await speak('en');
  }
});
