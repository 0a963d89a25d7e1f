import { expect, test } from 'vitest';
import { DEFAULT_LOOK } from '../../../src/screens/look/look.ts';
import { summaryView } from '../../../src/screens/views/summary-view.ts';
import { outputPath } from '../../../src/screens/wizard/output.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { Driver } from '../drive-wizard.ts';

/** At the options of an image that is converted. */
function atFormat(name?: string): Driver {
  const driver = new Driver()
    .keys('down', 'down', 'down', 'down', 'enter')
    .listed()
    .type('memtest')
    .keys('enter');
  if (name !== undefined) driver.keys(...Array.from({ length: 40 }, () => 'backspace' as const)).type(name);
  const path = outputPath(driver.asking.output);
  return driver.do({ do: 'output-found', path, facts: undefined }).keys('enter');
}

const made = (driver: Driver): string => makePlan(driver.asking)?.output?.path ?? '';

test('the offered name ends as the format does that is chosen, so that a QCOW2 is not called .img', () => {
  const driver = atFormat();
  expect(made(driver)).toMatch(/\.img$/);
  const endings: string[] = [];
  for (let turn = 0; turn < 12; turn++) {
    driver.keys(' ');
    const plan = makePlan(driver.asking);
    endings.push(
      `${plan?.do === 'convert' ? plan.format : ''} ${made(driver).replace(/^.*memtest86-[\d-]+/, '')}`,
    );
  }
  expect(endings).toEqual([
    'raw .img',
    'vhd .vhd',
    'vhd-fixed .vhd',
    'qcow2 .qcow2',
    'qcow2-zlib .qcow2',
    'qcow2-zstd .qcow2',
    'vmdk .vmdk',
    'cso .cso',
    'zstd .img.zst',
    'gzip .img.gz',
    'xz .img.xz',
    'undefined .img',
  ]);
});

test('a name that was typed stays as it is, whatever the format', () => {
  const driver = atFormat('disk.bin').keys(' ', ' ');
  expect(made(driver)).toMatch(/\/disk\.bin$/);
});

test('why it cannot be done is seen at once where not all of the summary can be', () => {
  const driver = atFormat().keys('enter');
  driver.dryRun({
    event: 'done',
    ok: false,
    exitCode: 7,
    outcome: 'failed',
    report: {
      elapsedMs: 4,
      failure: {
        code: 'source-needs-parts',
        facts: { path: '/home/ann/isos/memtest86+.img', missing: ['a.img'] },
      },
    },
  });
  const firstRow = (rows: number, columns: number): string =>
    summaryView(driver.asking, { ...DEFAULT_LOOK, rows, columns })
      .rows[0]?.flat()
      .map(({ text }) => text)
      .join('') ?? '';
  expect(firstRow(10, 40)).toContain('Parts of the source are missing');
  expect(firstRow(24, 80)).toContain('from');
});
