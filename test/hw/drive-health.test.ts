import { expect, test } from 'vitest';
import { healthIn } from '../../src/hw/linux/drive-health.ts';

const ata = (passed: boolean, rows: readonly object[]): string =>
  JSON.stringify({ smart_status: { passed }, ata_smart_attributes: { table: rows } });

test('what an ATA drive says of itself', () => {
  const rows = [
    { id: 5, raw: { value: 24, string: '24' } },
    { id: 197, raw: { value: 8 } },
    { id: 198, raw: { value: 0 } },
  ];
  expect(healthIn(ata(false, rows))).toEqual({ isFailing: true, replacedSectors: 24, pendingSectors: 8 });
  expect(healthIn(ata(true, []))).toEqual({ isFailing: false });
});

test('an NVMe drive that warns of its reliability is failing, whatever its status says', () => {
  const nvme = (critical_warning: number): string =>
    JSON.stringify({
      smart_status: { passed: true },
      nvme_smart_health_information_log: { critical_warning, media_errors: 3 },
    });
  expect(healthIn(nvme(8))).toEqual({ isFailing: true, mediaErrors: 3 });
  expect(healthIn(nvme(2))).toEqual({ isFailing: false, mediaErrors: 3 });
});

test.each([
  '',
  'smartctl: command not found',
  '[]',
  'null',
  '{"smart_status":null}',
  '{"smart_status":{"passed":"yes"}}',
  '{"smartctl":{"exit_status":2,"messages":[{"string":"Unknown USB bridge"}]}}',
])('what says nothing of a drive is no verdict: %s', (text) => {
  expect(healthIn(text)).toBeUndefined();
});

test('rows that are no rows are passed over', () => {
  const text = JSON.stringify({
    smart_status: { passed: true },
    ata_smart_attributes: { table: [null, 7, { id: 197 }, { id: 197, raw: { value: 5 } }] },
  });
  expect(healthIn(text)).toEqual({ isFailing: false });
  expect(healthIn(ata(true, [{ id: 197, raw: { value: -1 } }]))).toEqual({ isFailing: false });
});
