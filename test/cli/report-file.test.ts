import { expect, test } from 'vitest';
import { csvReport } from '../../src/cli/report-file.ts';
import type { TargetReport } from '../../src/engine/contract/events/report.ts';

const good: TargetReport = {
  target: 'sdb',
  path: '/dev/sdb',
  serial: '0401AB',
  ok: true,
  state: 'proved',
  writtenBytes: 100,
  skippedBytes: 40,
  onMediaBytes: 100,
  verifiedBytes: 100,
  mismatches: [],
  sha256: 'ab',
};

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1+1', `"'\t=1+1"`],
  ['\r=1+1', `"'\r=1+1"`],
  ['\n=1+1', `"'\n=1+1"`],
  [' =1+1', "' =1+1"],
  ['\uff1d1+1', "'\uff1d1+1"],
  ['a\tb', '"a\tb"'],
  ['a"b', '"a""b"'],
  ['a\0b\u001b[2J\u009bc', 'a?b?[2J?c'],
  ['a\u202eb', 'a<U+202E>b'],
  ['0401AB', '0401AB'],
])('a cell with %j is no formula and hides nothing', (serial, cell) => {
  const text = csvReport({
    elapsedMs: 1,
    source: { path: '/i.iso', sizeBytes: 1 },
    targets: [{ ...good, serial }],
  });
  expect(text.slice(text.indexOf('\r\n') + 2)).toSatisfy((row: string) =>
    row.startsWith(`${cell},/dev/sdb,`),
  );
});

test('the table has a row for each target: serial, image, result, and why it is not good in words', () => {
  const facts = { target: 'sdc', atByte: 512, lengthBytes: 512, errno: 'EIO' };
  const bad: TargetReport = {
    ...good,
    path: '/dev/sdc',
    serial: '=cmd',
    ok: false,
    state: 'unfinished',
    image: '/a "b",c.iso',
    failure: { code: 'target-write-failed', facts },
  };
  const { sha256: _, ...unproved } = bad;
  const text = csvReport({
    elapsedMs: 1,
    source: { path: '/i.iso', sizeBytes: 100 },
    targets: [good, unproved],
  });
  expect(text.split('\r\n')).toEqual([
    'serial,path,image,result,state,sha256,writtenBytes,verifiedBytes,badRanges,failure,skippedBytes,onMediaBytes,message',
    '0401AB,/dev/sdb,/i.iso,ok,proved,ab,100,100,0,,40,100,',
    `'=cmd,/dev/sdc,"/a ""b"",c.iso",failed,unfinished,,100,100,0,target-write-failed,40,100,sdc reported EIO for 512 B at byte 512 (sector 1).`,
    '',
  ]);
});

test('a read that failed has a row of its own, although it speaks of no target', () => {
  const text = csvReport({
    elapsedMs: 1,
    source: { path: '/dev/sdx', sizeBytes: 4096 },
    medium: {
      path: '/dev/sdx',
      sizeBytes: 4096,
      serial: 'S1',
      badBytes: 512,
      bad: [{ atByte: 0, lengthBytes: 512, files: [] }],
      imagePath: '/x.img.partial',
      readErrors: 1,
    },
    failure: {
      code: 'sectors-missing',
      facts: {
        path: '/dev/sdx',
        badBytes: 512,
        places: 1,
        untriedBytes: 0,
        output: '/x.img',
        map: '/x.img.map',
      },
    },
  });
  const [, row = ''] = text.split('\r\n');
  expect(row).toMatch(/^S1,\/x\.img\.partial,\/dev\/sdx,failed,,,3584,,1,sectors-missing,,,/);
});
