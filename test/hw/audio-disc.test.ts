import { expect, test } from 'vitest';
import { notAnImage } from '../../src/engine/contract/failure/source-failures.ts';
import { isAudioDisc } from '../../src/hw/linux/medium.ts';
import { remedy } from '../../src/words/remedies.ts';

test('a disc with tracks of music and none of data is an audio disc; one with both has data to save', () => {
  const tracks = (audio: string, data?: string): boolean =>
    isAudioDisc({
      udev: {
        ID_CDROM_MEDIA_TRACK_COUNT_AUDIO: audio,
        ...(data !== undefined && { ID_CDROM_MEDIA_TRACK_COUNT_DATA: data }),
      },
    });
  expect([tracks('12'), tracks('12', '0'), tracks('11', '1')]).toEqual([true, true, false]);
  expect([isAudioDisc({}), isAudioDisc({ udev: { ID_CDROM_MEDIA_TRACK_COUNT_DATA: '1' } })]).toEqual([
    false,
    false,
  ]);
});

test('an audio disc is named, and what copies it; --raw is no way out', () => {
  const { happened, next } = remedy(notAnImage('/dev/sr0', { reason: 'audio-disc' }));
  expect(happened).toContain('/dev/sr0 is an audio disc');
  expect(next.join(' ')).not.toContain('--raw');
});
