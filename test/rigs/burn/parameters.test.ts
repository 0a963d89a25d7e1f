import { afterAll, beforeAll, expect, test } from 'vitest';
import { burned, QUICK } from '../../fakes/burned.ts';
import { type BurnerRig, burnerRig } from '../../fakes/burner-rig.ts';
import { seededBytes } from '../../fakes/fake-image.ts';
import { has } from '../../fakes/rigs.ts';

// What reaches the drive, beside what libburn 1.5.4 (xorriso) sent to the same drive, traced in the lab guest: the same image of 1554
// blocks onto discs of 30,000. Where the standard leaves no choice, both are equal; where it leaves one, ours stands here with its reason.

const image = seededBytes(1554 * 2048, 3);
const skip = !has('rigs');
let rig: BurnerRig;
beforeAll(async () => {
  if (!skip) rig = await burnerRig('parameters');
});
afterAll(() => rig?.down());

/** Commands that change something, with their parameters: code and fields, without trailing zeros. */
async function sent(kind: string): Promise<string[]> {
  await rig.insert(kind, 30_000);
  await rig.faults(QUICK);
  rig.clearLog();
  await burned(rig, image, { wanted: { speed: 100 }, transfer: { verify: false } });
  return rig
    .log()
    .filter((line) =>
      /^(?:mode_select|cue_sheet|reserve|close_track|sync|format_unit|set_streaming)/.test(line),
    )
    .map((line) => /^(\S+) (\S+) out=\d+:?(\S*)/.exec(line)?.slice(1) ?? [])
    .map(([name, cdb = '', out = '']) => `${name} ${out === '' ? bare(cdb) : bare(out)}`);
}

const bare = (hex: string): string => hex.replace(/(?:00)+$/, '');

/** Those of libburn for a DVD written at once, but for the pause of audio tracks (0096h), which stays as the drive has it. */
const DVD_AT_ONCE = 'mode_select 000000000000000005324205080000000000000000000096';
const SYNC = 'sync 3502';
/** End at block 29,999; libburn asks for 16× writing too, and for 24× reading, which ours leaves at what the drive has for writing. */
const DVD_SPEED = 'set_streaming 00000000000000000000752f00005690000003e800005690000003e8';

test.skipIf(skip)('CD: the cue sheet is that of libburn and wodim', async () => {
  expect(await sent('cd-r')).toContain(
    'cue_sheet 41000014000000004101001000000000410101100000020041aa011400001636',
  );
  // Track mode and block type do not count in a session at once, MMC-6 §7.5.4: libburn sends zeros, ours is what counts otherwise.
  expect(await sent('cd-r')).toContain('mode_select 000000000000000005324204080000000000000000000096');
});

test.skipIf(skip).each(['dvd-r', 'dvd-rw'])(
  '%s: write parameters, flush; the track is reserved to its last unit',
  async (kind) => {
    // libburn reserves 0612h blocks, and leaves it to the drive to fill up the last unit.
    expect(await sent(kind)).toEqual([DVD_SPEED, DVD_AT_ONCE, 'reserve 530000000000000620', SYNC]);
  },
);

test.skipIf(skip)('DVD+R: the track is closed, then the disc', async () => {
  // libburn reserves the track first and ends with function 5 (least radius); growisofs with 6, as here. MMC-6 §6.3.3.
  expect(await sent('dvd+r')).toEqual([DVD_SPEED, SYNC, 'close_track 5b0101000001', 'close_track 5b0106']);
});

test.skipIf(skip)('BD-R: as libburn closes it', async () => {
  const all = await sent('bd-r');
  expect(all.slice(-3)).toEqual([SYNC, 'close_track 5b0101000001', 'close_track 5b0106']);
});

test.skipIf(skip)('DVD+RW: formatted and ended as libburn does', async () => {
  expect(await sent('dvd+rw')).toEqual([
    'format_unit 00020008ffffffff98',
    DVD_SPEED,
    SYNC,
    'close_track 5b0102',
  ]);
});

test.skipIf(skip)('BD-RE: formatted as libburn does', async () => {
  const [format, ...rest] = await sent('bd-re');
  expect(format).toBe('format_unit 0082000800007190000008');
  expect(rest.at(-1)).toBe(SYNC);
});
