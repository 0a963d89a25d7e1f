import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { commandLine } from '../../src/tasks/command-line.ts';
import { cleanText } from '../../src/words/clean.ts';
import { aboutText, clockText, durationText } from '../../src/words/durations.ts';
import { t } from '../../src/words/language.ts';
import { lossGroups, lossText } from '../../src/words/losses.ts';
import { quoted } from '../../src/words/quoted.ts';
import { receiptText } from '../../src/words/receipts.ts';
import { remedy } from '../../src/words/remedies.ts';
import { bothSizesText, countOf, percentText, rateText, sizeText } from '../../src/words/sizes.ts';

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.00 KiB'],
  [1_048_575, '1.00 MiB'],
  [661_651_456, '631 MiB'],
  [30_752_636_928, '28.6 GiB'],
  [1_000_204_886_016, '932 GiB'],
  [4_000_787_030_016, '3.64 TiB'],
  [Number.POSITIVE_INFINITY, 'any size'],
])('%d bytes are %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));

test('a size is also said as it stands on the box', () =>
  expect(bothSizesText(30_752_636_928)).toBe('28.6 GiB (30.8 GB)'));

test('a rate never goes below nothing', () => expect(rateText(-1)).toBe('0 B/s'));

test('100 % is said only at the end', () => {
  expect(percentText(0.9999)).toBe('99%');
  expect(percentText(1)).toBe('100%');
  expect(percentText(7)).toBe('100%');
});

test('one is not many', () => {
  expect(countOf(1, t().nouns.entry)).toBe('1 entry');
  expect(countOf(1204, t().nouns.file)).toBe('1,204 files');
});

test.each([
  [400, '0.4 s'],
  [12_900, '12 s'],
  [200_000, '3 min 20 s'],
  [3_720_000, '1 h 02 min'],
])('%d ms took %s', (ms, text) => expect(durationText(ms)).toBe(text));

test.each([
  [900, '0 s'],
  [59_999, '59 s'],
  [80_400, '1 min 20 s'],
])('%d ms stand on the clock as %s', (ms, text) => expect(clockText(ms)).toBe(text));

test.each([
  [3_000, 'a few seconds'],
  [9_100, 'about 10 s'],
  [61_000, 'about 1 min'],
  [8_400_000, 'about 2 h 20 min'],
])('%d ms are left: %s', (ms, text) => expect(aboutText(ms)).toBe(text));

test('a receipt says what was written when and where', () => {
  const facts = { imagePath: '/srv/debian.iso', endedAt: '2024-05-03T10:00:00.000Z' };
  const stick = { target: 'sdb', path: '/dev/sdb', model: 'Ultra', serial: '0419' };
  expect(receiptText({ ...facts, targets: [stick] })).toBe(
    'debian.iso, 2024-05-03, to sdb Ultra, serial 0419',
  );
  expect(receiptText({ ...facts, targets: [{ target: 'a.iso', path: '/a.iso' }] })).toBe(
    'debian.iso, 2024-05-03, to a.iso',
  );
  expect(receiptText({ ...facts, targets: [stick, stick] })).toBe('debian.iso, 2024-05-03, to 2 targets');
});

test('a command that is given as advice runs nothing that a name has in it', () => {
  const name = '/media/x; touch /tmp/gone';
  const advice = remedy({ code: 'target-mounted', facts: { target: '/dev/sdb', mounts: [name] } }).next;
  expect(advice[0]).toContain(`umount '${name}'`);
  const serial = '$(touch /tmp/gone)';
  const protectedDrive = remedy({ code: 'never-touch', facts: { target: '/dev/sdb', serial } });
  expect(protectedDrive.next.join()).toContain(`remove '${serial}'`);
});

test('foreign text loses what could steer a terminal, and shows what nobody could see', () => {
  expect(cleanText('\u001b[2Jgone')).toBe('?[2Jgone');
  expect(cleanText('a\u202eb\u200dc\ufe0fd\u{e0041}')).toBe('a<U+202E>b<U+200D>c<U+FE0F>d<U+E0041>');
  expect(cleanText('\ud800x')).toBe('?x');
  expect(cleanText('Ünïcode 日本')).toBe('Ünïcode 日本');
});

test('losses are grouped by reason, the gravest first', () => {
  const groups = lossGroups([
    { path: '/a', reason: 'link-dropped', where: 'joliet' },
    { path: '/b', reason: 'name-shortened', where: 'joliet', becomes: 'b~1' },
    { path: '/c', reason: 'name-shortened', where: 'iso9660', becomes: 'C' },
  ]);
  expect(groups.map(({ text }) => text)).toEqual(['1 link is left out', '2 names are shortened']);
  expect(lossText({ path: '/b', reason: 'name-shortened', where: 'joliet', becomes: 'b~1' })).toBe(
    '/b becomes b~1 (name is shortened on Windows)',
  );
});

test('a plan has a command line that a shell reads back as it was', () => {
  const hidden = "-it's\u202e \\012 100% \u001b[2J語\nb";
  expect(cleanText(quoted(hidden))).toBe(quoted(hidden));
  expect(
    execFileSync('sh', ['-c', `printf %s ${quoted(hidden)}`], { encoding: 'utf8', timeout: 10_000 }),
  ).toBe(hidden);
  expect(quoted("it's")).toBe("'it'\\''s'");
  const line = commandLine({
    v: 1,
    do: 'write',
    source: { kind: 'image', path: '/home/a/My image.iso' },
    targets: [{ kind: 'drive', path: '/dev/sdb', expect: { serial: '0419', sizeBytes: 10 } }],
    verify: true,
  });
  expect(line).toBe("isowright write '/home/a/My image.iso' /dev/sdb --expect-serial 0419 --yes");
});
