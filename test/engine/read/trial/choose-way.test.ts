import { expect, test } from 'vitest';
import type { Forecast } from '../../../../src/engine/contract/events/inspection.ts';
import { chooseWay, forecastFor } from '../../../../src/engine/read/trial/choose-way.ts';

const table = (...boots: readonly (boolean | 'unknown')[]): readonly Forecast[] =>
  (['bios cd', 'bios usb', 'uefi-x64 cd', 'uefi-x64 usb'] as const).map((name, i) => {
    const [firmware = '', medium = ''] = name.split(' ');
    return { firmware, medium: medium as 'cd' | 'usb', boots: boots[i] ?? false };
  });

test.each([
  ['everything boots', [true, true, true, true], {}, 'uefi usb'],
  ['only a BIOS boots it', [true, true, false, false], {}, 'bios usb'],
  ['only a disc boots', [true, false, false, false], {}, 'bios cd'],
  ['one is not certain', [false, false, false, 'unknown'], {}, 'uefi usb'],
  ['nothing boots', [false, false, false, false], {}, 'uefi usb'],
  ['a disc was asked for', [true, true, true, true], { medium: 'cd' }, 'uefi cd'],
  ['a BIOS was asked for', [false, false, true, true], { firmware: 'bios' }, 'bios usb'],
] as const)('the way that is tried when %s', (_, boots, asked, way) => {
  const { firmware, medium } = chooseWay({ forecast: table(...boots) }, asked);
  expect(`${firmware} ${medium}`).toBe(way);
});

test('Secure Boot is forecast by the medium and by the signatures', () => {
  const facts = { because: 'signed', loaders: [], revocationsOf: '' } as const;
  const way = { firmware: 'secure-boot', medium: 'usb' } as const;
  const said = (uefi: boolean, boots?: boolean | 'unknown') =>
    forecastFor(
      {
        forecast: table(true, true, true, uefi),
        ...(boots !== undefined && { secureBoot: { ...facts, boots } }),
      },
      way,
    );
  expect([said(true, true), said(true, false), said(true, 'unknown'), said(false, true)]).toEqual([
    true,
    false,
    'unknown',
    false,
  ]);
});
