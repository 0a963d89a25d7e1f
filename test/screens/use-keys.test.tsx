import { Console } from 'node:console';
import { Text } from 'ink';
import { cleanup, render } from 'ink-testing-library';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { useKeys } from '../../src/screens/keys/use-keys.ts';
import { SafeSelect } from '../../src/screens/parts/safe-select.tsx';

// Vitest's console has no constructor, and Ink wants one.
Object.assign(console, { Console });

afterEach(cleanup);

/** Shows every key, whole path and paste it was given. */
function Keyboard() {
  const [seen, setSeen] = useState<readonly string[]>([]);
  const add = (...words: string[]): void => setSeen((before) => [...before, ...words]);
  useKeys({
    onKeys: ({ keys, dropped }) => add(...keys, ...(dropped ? [`<${dropped.text}>`] : [])),
    onPaste: (text) => add(`pasted:${text}`),
    onRedraw: () => add('redrawn'),
  });
  return <Text>keys {seen.join(' ')}</Text>;
}

async function typed(...reads: string[]): Promise<string> {
  const { stdin, lastFrame } = render(<Keyboard />);
  await vi.waitFor(() => expect(lastFrame()).toContain('keys'));
  for (const read of reads) {
    const before = lastFrame();
    stdin.write(read);
    await vi.waitFor(() => expect(lastFrame()).not.toBe(before));
  }
  return lastFrame()?.replace('keys ', '') ?? '';
}

test('a name and its Enter in one read are all keys of it', async () =>
  expect(await typed('sdb\r')).toBe('s d b enter'));

test('arrows are keys, one read after the other', async () =>
  expect(await typed('\u001b[B', '\u001b[A', '\t', '\u001b[Z')).toBe('down up tab shift-tab'));

test('Ctrl-C is a key like others, and Ctrl-L draws anew as well', async () => {
  expect(await typed('\u0003')).toBe('ctrl-c');
  expect(await typed('\f')).toBe('redrawn ctrl-l');
});

test('a bracketed paste is one text, and its line end no Enter', async () =>
  expect(await typed('\u001b[200~/home/a b.iso\r\u001b[201~')).toMatch(/^pasted:\/home\/a b\.iso\s*$/));

test('a path that comes in one read is keys and a whole path', async () =>
  expect(await typed('/t/a.iso\r')).toBe('/ t / a . i s o enter </t/a.iso>'));

test('a list takes no keys of its own: digits, letters, arrows and Enter choose nothing', async () => {
  const rows = ['sda', 'sdb', 'sdc'].map((id) => ({ id, text: id }));
  const { stdin, lastFrame } = render(<SafeSelect rows={rows} cursor="sdb" />);
  await vi.waitFor(() => expect(lastFrame()).toContain('> sdb'));
  for (const read of ['2', '3', 'j', '\u001b[B', '\r']) stdin.write(read);
  await new Promise((resolve) => setImmediate(resolve));
  expect(
    lastFrame()
      ?.split('\n')
      .map((line) => line.trim()),
  ).toEqual(['sda', '> sdb', 'sdc']);
});

test('a list without a cursor marks nothing', async () => {
  const { lastFrame } = render(<SafeSelect rows={[{ id: 'sda', text: 'sda' }]} cursor={undefined} />);
  await vi.waitFor(() => expect(lastFrame()).toContain('sda'));
  expect(lastFrame()).not.toContain('>');
});
