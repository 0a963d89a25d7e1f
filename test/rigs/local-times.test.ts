import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../engine/author/making.ts';
import { isowright } from '../fakes/cli.ts';
import { seededBytes } from '../fakes/fake-image.ts';

// `isowright jobs` named jobs by an id in UTC, and nobody away from Greenwich knew which one it was.

test('jobs stand with the time by the clock of the person', () => {
  const room = temporaryFolder();
  const image = join(room, 'a.img');
  const drive = join(room, 'drive.img');
  writeFileSync(image, seededBytes(1 << 20, 7));
  writeFileSync(drive, Buffer.alloc(3 << 20));
  const identity = ['--file-target', '--yes', '--expect-size', String(3 << 20)];
  expect(isowright(['write', image, drive, ...identity]).status).toBe(0);
  const timeIn = (zone: string): number => {
    const { stdout } = isowright(['jobs'], { env: { TZ: zone } });
    const [, day, time] = /^\S+ {2}(\d{4}-\d\d-\d\d) (\d\d:\d\d) {2}/m.exec(stdout) ?? [];
    return Date.parse(`${day}T${time}:00Z`);
  };
  const hour = 3_600_000;
  expect(Math.abs(timeIn('UTC') - Date.now())).toBeLessThan(hour);
  // POSIX: west is positive.
  expect(timeIn('XXX-5') - timeIn('UTC')).toBe(5 * hour);
});
