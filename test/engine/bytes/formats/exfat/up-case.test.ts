import { expect, test } from 'vitest';
import { longChecksum, nameHash } from '../../../../../src/engine/bytes/formats/exfat/checksums.ts';
import { upCased, upCaseTable } from '../../../../../src/engine/bytes/formats/exfat/up-case.ts';

test('the up-case table is the recommended one, whatever the language at hand thinks of letters', () => {
  const table = upCaseTable();
  expect([table.length, longChecksum(table)]).toEqual([5836, 0xe619d30d]);
});

test('capitals are taken unit by unit, and a sharp s has none', () => {
  expect(upCased('straße ÿ ǆ ꭰ 😀')).toBe('STRAßE Ÿ Ǆ ꭰ 😀');
  expect(nameHash(upCased('Readme.TXT'))).toBe(nameHash('README.TXT'));
});
