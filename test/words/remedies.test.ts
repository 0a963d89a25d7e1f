import { afterEach, expect, test } from 'vitest';
import type { FailureCode } from '../../src/engine/contract/failure/failure.ts';
import { de } from '../../src/words/de/table.ts';
import { en, type Table } from '../../src/words/en/table.ts';
import type { Showing } from '../../src/words/failure-words.ts';
import { speak, spellWith } from '../../src/words/language.ts';
import { remedy } from '../../src/words/remedies.ts';

afterEach(async () => {
  spellWith('all');
  await speak('en');
});

/** Every fact there may be, each saying its own name. */
const facts = new Proxy(
  {},
  {
    get: (_, name) =>
      ['mounts', 'saved', 'first', 'missing', 'packages', 'partitions'].includes(String(name))
        ? [`<${String(name)}>`]
        : `<${String(name)}>`,
  },
);

const as = (what: unknown) => String(what);
const showing: Showing = {
  size: as,
  bothSizes: as,
  count: as,
  bytes: as,
  place: as,
  quoted: as,
  oneLine: as,
  wrongInside: '<inside>',
};

/** What is said of a failure that is no sentence: facts, commands and flags. */
function named(table: Table, code: FailureCode): string[] {
  const { happened, next } = table.remedies[code](facts as never, showing);
  const said = [happened, ...next].join(' ');
  return (
    said.match(/<\w+>|isowright (devices|jobs|undo|resume|config)|--[a-z-]+|sudo (chmod|chown|isowright)/g) ??
    []
  ).sort();
}

const codes = Object.keys(en.remedies) as FailureCode[];

test.each(codes)('of %s a person is told the same facts, commands and flags in German', (code) => {
  expect([...new Set(named(de, code))]).toEqual([...new Set(named(en, code))]);
  const title = (table: Table) => table.remedies[code](facts as never, showing).title;
  expect(title(de)).not.toBe(title(en));
});

test('what failed, and what helps, is said in the language that is spoken', async () => {
  const failure = {
    code: 'verify-mismatch',
    facts: { target: 'sdb', atByte: 1_048_576, lengthBytes: 512, badBytes: 4096, file: '/boot/vmlinuz' },
  } as const;
  expect(remedy(failure).happened).toBe(
    'sdb first differs from the source at byte 1,048,576 (sector 2048), in /boot/vmlinuz; 4,096 bytes differ in all.',
  );
  await speak('de');
  expect(remedy(failure)).toEqual({
    title: 'Das Laufwerk enthält nicht, was geschrieben wurde',
    happened:
      'sdb weicht zuerst bei Byte 1.048.576 (Sektor 2048) von der Quelle ab, in /boot/vmlinuz; insgesamt weichen 4.096 Bytes ab.',
    next: [expect.stringContaining('Schreiben Sie es neu')],
  });
});

test('a failure of another version, or without its facts, is shown as it is', async () => {
  await speak('de');
  const foreign = { code: 'of-tomorrow', facts: { at: 1 } } as never;
  expect(remedy(foreign).happened).toBe('of-tomorrow {"at":1}');
  const bare = { code: 'verify-mismatch', facts: { target: 'sdb' } } as never;
  expect(remedy(bare).happened).toBe('verify-mismatch {"target":"sdb"}');
});

test('names in a failure keep their letters where umlauts are spelled out', async () => {
  await speak('de');
  spellWith('ascii');
  const inside = { file: '/Größe.txt', differing: 1, missing: 0 };
  const facts = { path: 'Müller.iso', expected: 'aa', found: 'bb', checksumFile: 'md5sum.txt', inside };
  const { title, happened } = remedy({ code: 'checksum-wrong', facts });
  expect(title).toBe('Das Abbild passt nicht zu seiner Pruefsumme');
  expect(happened).toContain('Müller.iso');
  expect(happened).toContain('/Größe.txt');
  const mounted = remedy({ code: 'target-mounted', facts: { target: 'sdb', mounts: ['/media/Bänder'] } });
  expect(mounted.next).toEqual(["Sichern Sie, was Sie brauchen, dann: umount '/media/Bänder'"]);
});
