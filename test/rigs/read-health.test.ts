import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { isowright } from '../fakes/cli.ts';
import { makeLoopDevice } from '../fakes/loop-device.ts';
import { testWith } from '../fakes/rigs.ts';
import { makeSmartctl, type SmartSaid } from '../fakes/smartctl.ts';

// A drive that says of itself that it is failing was read without a word.

const SIZE = (5 << 20) + 8192;
const rig = testWith('loop');
const gone: string[] = [];
afterEach(() => {
  for (const folder of gone.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Reads a device whose smartctl says this. */
function readBeside(said: SmartSaid) {
  const room = mkdtempSync(join(tmpdir(), 'isowright-health-'));
  gone.push(room);
  const device = makeLoopDevice(SIZE);
  try {
    const { folder, notes } = makeSmartctl(device.path, said);
    gone.push(folder);
    const env = { PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` };
    const out = join(room, 'out.img');
    const ran = isowright(['read', device.path, '-o', out, '--whole', '--json'], { env });
    return { ...ran, asked: existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n').length : 0 };
  } finally {
    device.remove();
  }
}

rig(
  'a drive that is failing by its own account is named before the first read, and read all the same',
  () => {
    const { status, events, asked } = readBeside({ passed: false, attributes: { 5: 1200, 197: 16, 198: 8 } });
    expect(status).toBe(0);
    expect(asked).toBe(1);
    const noted = events.findIndex((event) => event.event === 'note' && event.code === 'drive-failing');
    const reading = events.findIndex((event) => event.event === 'phase' && event.phase === 'read');
    expect(noted).toBeGreaterThanOrEqual(0);
    expect(noted).toBeLessThan(reading);
    expect(events[noted]).toMatchObject({
      facts: { health: { isFailing: true, pendingSectors: 16, lostSectors: 8, replacedSectors: 1200 } },
      text: expect.stringContaining('1,200'),
    });
  },
);

rig('sectors that a drive cannot read are told; those that it replaced long ago are no news', () => {
  const codes = (said: SmartSaid) =>
    readBeside(said).events.flatMap((event) =>
      event.event === 'note' && event.code.startsWith('drive-') ? [event.code] : [],
    );
  expect(codes({ passed: true, attributes: { 197: 3 } })).toEqual(['drive-weak']);
  expect(codes({ passed: true, attributes: { 5: 7, 197: 0, 198: 0 } })).toEqual([]);
});

rig('an NVMe drive that says to be unreliable, or to have lost data', () => {
  const codes = (critical_warning: number, media_errors: number) =>
    readBeside({ passed: true, nvme: { critical_warning, media_errors } }).events.flatMap((event) =>
      event.event === 'note' && event.code.startsWith('drive-') ? [event.code] : [],
    );
  expect(codes(4, 0)).toEqual(['drive-failing']);
  expect(codes(0, 2)).toEqual(['drive-weak']);
  // Too warm is not failing.
  expect(codes(2, 0)).toEqual([]);
});
