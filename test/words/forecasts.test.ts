import { afterEach, expect, test } from 'vitest';
import { forecastOf } from '../../src/engine/read/inspect/forecast.ts';
import { forecastLines } from '../../src/words/boot.ts';
import { toldForecast, whyText } from '../../src/words/forecasts.ts';
import { speak } from '../../src/words/language.ts';
import { toldReport } from '../../src/words/told-facts.ts';

afterEach(() => speak('en'));

const none = { starts: [], refused: [] };
const nothing = {
  elTorito: [],
  catalogue: { isSound: true, hasKey: true, hasHeader: true, hasEarlyRecord: true },
  bootCode: undefined,
  active: undefined,
  mbr: undefined,
  gpt: undefined,
  stick: { loaders: none, large: none, isOverlapping: false },
  udfLoaders: none,
};
const forecast = forecastOf(nothing);

test('why firmware does not start a medium is said in German, and told to programs in English', async () => {
  const english = forecastLines(forecast);
  expect(english[0]).toContain('no boot image for BIOS in the boot catalogue');
  await speak('de');
  expect(forecastLines(forecast)[0]).toContain('kein Startabbild für BIOS im Startkatalog');
  const [told] = toldReport({ elapsedMs: 1, forecast }).forecast ?? [];
  expect(told).toEqual({
    firmware: 'bios',
    medium: 'cd',
    boots: false,
    why: 'no boot image for BIOS in the boot catalogue',
  });
});

test('what was only looked for in a part is said so', () => {
  const [first] = forecastOf({ ...nothing, isPartial: true });
  expect(whyText(first!)).toBe('in the part that was read: no boot image for BIOS in the boot catalogue');
});

test('what a job of before said is still shown', () => {
  const before = { firmware: 'bios', medium: 'cd', boots: true, why: 'it always did' } as const;
  expect(toldForecast(before)).toEqual(before);
});
