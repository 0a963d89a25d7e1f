import { expect, test } from 'vitest';
import { toldDisc } from '../../../../../src/engine/write/burn/xorriso/told-disc.ts';
import { xorrisoFailure } from '../../../../../src/engine/write/burn/xorriso/xorriso-failure.ts';

const told = (kind: string, status: string, blocks: string, summary = '0 sessions'): string =>
  [
    "Drive current: -outdev '/dev/sr0'",
    "Drive type   : vendor 'A' product 'B' revision '1'",
    `Media current: ${kind}`,
    `Media status : ${status}`,
    `Media blocks : ${blocks}`,
    `Media summary: ${summary}, 0 data blocks, 0 data, 4482m free`,
  ].join('\n');

test.each([
  ['DVD+R', 'dvd+r'],
  ['CD-RW', 'cd-rw'],
  ['DVD-R sequential recording', 'dvd-r'],
  ['DVD-RW restricted overwrite', 'dvd-rw-overwrite'],
  ['DVD+R/DL', 'dvd+r-dl'],
  ['BD-R sequential recording', 'bd-r'],
  ['BD-RE', 'bd-re'],
  ['DVD-RAM', 'dvd-ram'],
])('%s is a %s', (called, kind) => {
  const text = told(called, 'is blank', '0 readable , 2295104 writable , 2295104 overall');
  expect(toldDisc(text)).toMatchObject({ kind, state: 'blank', freeBlocks: 2_295_104, nextBlock: 0 });
});

test.each([
  ['DVD+R', 'is written , is appendable', 'appendable', 600],
  ['DVD+R', 'is written , is closed', 'closed', 600],
  ['DVD+RW', 'is written , is appendable', 'rewritable', 1000],
  ['CD-RW', 'is written , is closed', 'rewritable', 1000],
  ['DVD-ROM', 'is written , is closed', 'closed', 600],
])('%s that %s is %s', (called, status, state, freeBlocks) => {
  const text = told(called, status, '400 readable , 600 writable , 1000 overall', '1 session');
  expect(toldDisc(text)).toMatchObject({ state, freeBlocks, sessions: 1 });
});

test('no disc, and one of another kind', () => {
  expect(toldDisc(told('is not recognizable', 'is not recognizable', ''))).toBe('absent');
  expect(toldDisc('')).toBe('absent');
  expect(toldDisc(told('HD DVD-R', 'is blank', '0 readable , 1 writable , 1 overall'))).toBeUndefined();
});

test.each([
  ["libburn : FAILURE : Cannot open busy device '/dev/sr0'", 'target-busy'],
  ['xorriso : FAILURE : Image size 900s exceeds free space on media 600s', 'target-too-small'],
  ['libburn : SORRY : Failed to open device (a pseudo-drive) : Permission denied', 'permission-denied'],
  ['libburn : FATAL : SCSI error on write(0,16): [3 0C 00] Medium error. Write error.', 'disc-failed'],
])('%s is %s', (said, code) => {
  const failure = xorrisoFailure(`noise\n${said}\n`, { target: 'sr0', path: '/dev/sr0', stage: 'prepare' });
  expect(failure.code).toBe(code);
});
