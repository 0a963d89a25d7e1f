import { expect, test } from 'vitest';
import type { TopNames } from '../../../src/engine/contract/ports/top-names.ts';
import { DEFAULT_LOOK } from '../../../src/screens/look/look.ts';
import { confirmView } from '../../../src/screens/views/confirm-view.ts';
import { summaryView } from '../../../src/screens/views/summary-view.ts';
import { driveId } from '../../../src/screens/wizard/drive-list.ts';
import { drivesToName } from '../../../src/screens/wizard/tops.ts';
import { atSummary, atTarget, type Driver, fineDryRun } from '../drive-wizard.ts';
import { kingston, sandisk } from '../fake-drives.ts';

const camera: TopNames = {
  path: '/dev/sdb1',
  entries: [
    { name: 'DCIM', isFolder: true },
    { name: 'Music', isFolder: true },
    { name: 'letter to Ann.txt', isFolder: false },
  ],
  total: 17,
};
const empty: TopNames = { path: '/dev/sdc1', entries: [], total: 0 };
const SHOWN = 'DCIM/, Music/, letter to Ann.txt and 14 more';

const topped = (driver: Driver, ...tops: readonly (readonly [string, readonly TopNames[]])[]) =>
  driver.do({ do: 'topped', tops: Object.fromEntries(tops) });
const rowsOf = (rows: readonly (readonly { readonly text: string }[])[]) =>
  rows.map((row) => row.map(({ text }) => text).join(''));
const confirm = (driver: Driver, look = DEFAULT_LOOK) => rowsOf(confirmView(driver.asking, look).facts);

test('names are looked for once a drive is chosen, once, and for drives that are written only', () => {
  expect(drivesToName(atTarget().keys('down').asking)).toEqual([]);
  const driver = atTarget().keys('down', 'enter');
  expect(drivesToName(driver.asking).map(({ name }) => name)).toEqual(['sdb']);
  expect(drivesToName(topped(driver, [driveId(sandisk), []]).asking)).toEqual([]);
});

test('summary and confirmation name what is lost by its top folders', () => {
  const driver = topped(atSummary(), [driveId(sandisk), [camera]]);
  expect(rowsOf(summaryView(driver.asking, DEFAULT_LOOK).rows).join('\n')).toContain(SHOWN);
  const rows = confirm(driver.dryRun(fineDryRun).keys('enter'));
  const holds = rows.findIndex((row) => row.startsWith('holds'));
  expect(rows[holds + 1]).toMatch(/^files +DCIM/);
  expect(rows[holds + 1]).toContain(SHOWN);
});

test('a narrow window shows fewer names, and each line keeps its width', () => {
  const driver = topped(atSummary(), [driveId(sandisk), [camera]])
    .dryRun(fineDryRun)
    .keys('enter');
  const rows = confirm(driver, { ...DEFAULT_LOOK, columns: 50 });
  expect(rows.find((row) => row.startsWith('files'))).toMatch(/DCIM\/, Music\/ and 15 more$/);
});

test('what appears late changes nothing, and without names nothing is said', () => {
  const driver = atSummary().dryRun(fineDryRun).keys('enter');
  expect(confirm(driver).join('\n')).not.toContain('files');
  expect(confirm(topped(driver, ['another', [camera]])).join('\n')).not.toContain('files');
});

test('of several drives each has its names, where they fit', () => {
  const driver = atTarget([sandisk, kingston]).keys('down', ' ', 'down', ' ', 'enter', 'enter');
  topped(driver, [driveId(sandisk), [camera]], [driveId(kingston), [empty]]);
  const rows = confirm(driver.dryRun(fineDryRun).keys('enter'), { ...DEFAULT_LOOK, rows: 40 });
  expect(rows[1]).toContain('DCIM/');
  expect(rows[3]).toMatch(/^files +none/);
  const few = confirm(driver, { ...DEFAULT_LOOK, rows: 12 });
  expect(few.filter((row) => row.startsWith('[ ]'))).toHaveLength(2);
});
