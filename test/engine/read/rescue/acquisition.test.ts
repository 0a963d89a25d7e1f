import { expect, test } from 'vitest';
import { endFailure } from '../../../../src/engine/read/rescue/acquisition.ts';
import { remedy } from '../../../../src/words/remedies.ts';

test('a disc that is gone is told with the place in its own sectors', () => {
  const end = { why: 'gone', atByte: 1 << 20, errno: 'EIO' } as const;
  const saidOf = (sectorBytes: number): string => {
    const failure = endFailure({ path: '/dev/sr0', sectorBytes }, end);
    return failure ? remedy(failure).happened : '';
  };
  expect(saidOf(512)).toContain('(sector 2048)');
  expect(saidOf(2048)).toContain('(sector 512)');
  expect(saidOf(4096)).toContain('(sector 256)');
});
