import { expect, test } from 'vitest';
import { DEFAULT_LOOK } from '../../../src/screens/look/look.ts';
import { optionsView } from '../../../src/screens/views/options-view.ts';
import { waysSentences } from '../../../src/screens/views/two-ways-view.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { chosenWay, recommendedWay } from '../../../src/screens/wizard/two-ways.ts';
import { speak } from '../../../src/words/language.ts';
import { atOptions, atTarget, type Driver } from '../drive-wizard.ts';
import { asFilesRun, diedRun, discOnlyRun, hybridRun, tooLargeRun } from '../situations/two-ways.ts';

const atWays = (): Driver => atTarget().keys('down', 'enter');
const isFiles = ({ asking }: Driver): boolean => {
  const source = makePlan(asking)?.source;
  return source !== undefined && 'author' in source && source.author.files === true;
};

test('an image that starts from sticks stays one, and nothing changes under the hand', () => {
  const driver = atWays().otherRun(asFilesRun).dryRun(hybridRun);
  expect([recommendedWay(driver.asking), isFiles(driver)]).toEqual(['image', false]);
});

test('where only the files start, they are what Enter keeps, and the other dry run is not made again', () => {
  const driver = atWays().dryRun(discOnlyRun).otherRun(asFilesRun);
  const { summary } = driver.asking;
  expect([recommendedWay(driver.asking), isFiles(driver)]).toEqual(['files', true]);
  driver.keys('enter');
  expect(driver.asking.step).toBe('summary');
  expect(driver.asking.summary.planKey).toBe(summary.planKey);
  expect(driver.asking.summary.progress.done?.report.losses).toHaveLength(2);
});

test('who chose a way keeps it, whatever is found out later', () => {
  const driver = atWays().keys(' ', ' ').dryRun(discOnlyRun).otherRun(asFilesRun);
  expect([recommendedWay(driver.asking), chosenWay(driver.asking)]).toEqual(['files', 'image']);
});

test('what is found out after Enter turns nothing', () => {
  const driver = atWays().dryRun(discOnlyRun).keys('enter').otherRun(asFilesRun);
  expect([driver.asking.step, isFiles(driver)]).toEqual(['summary', false]);
});

test('files that do not fit are not recommended, and say why', () => {
  const driver = atWays().dryRun(discOnlyRun).otherRun(tooLargeRun);
  expect([recommendedWay(driver.asking), isFiles(driver)]).toEqual(['image', false]);
  expect(waysSentences(driver.asking)[1]).toMatch(/^as files: cannot be done: /);
});

test('a look at the image that failed for another reason than the image does not turn the stick into one of files', () => {
  const driver = atWays().otherRun(asFilesRun).dryRun(diedRun);
  expect([recommendedWay(driver.asking), isFiles(driver)]).toEqual([undefined, false]);
});

test('an image that does not fit leaves its files', () => {
  const driver = atWays().otherRun(asFilesRun).dryRun(tooLargeRun);
  expect([recommendedWay(driver.asking), isFiles(driver)]).toEqual(['files', true]);
});

test('a dry run that failed is another one when its plan is looked at again', () => {
  const driver = atWays().dryRun(tooLargeRun);
  const { askedAtMs } = driver.asking.summary;
  driver.keys('enter');
  expect(driver.asking.step).toBe('summary');
  expect(driver.asking.summary.askedAtMs).toBeGreaterThan(askedAtMs);
});

test('an image that is made asks for no drive, and so for no way', () => {
  expect(waysSentences(atOptions().asking)).toEqual([]);
});

test('in the smallest window each way has a line of its own', () => {
  const driver = atWays().dryRun(hybridRun).otherRun(asFilesRun);
  const look = { ...DEFAULT_LOOK, columns: 40, rows: 10 };
  const about = optionsView(driver.asking, look).about.map((pieces) =>
    pieces.map(({ text }) => text).join(''),
  );
  expect(about).toHaveLength(2);
  expect(about[0]).toMatch(/^as an image \(recommended\): BIOS/);
  expect(about[1]).toMatch(/^as files: UEFI; 643 MiB/);
});

test('in German', async () => {
  const driver = atWays().dryRun(hybridRun).otherRun(asFilesRun);
  await speak('de');
  try {
    expect(waysSentences(driver.asking)[0]).toMatch(
      /^als Abbild \(empfohlen\): startet mit BIOS, UEFI; verloren: nichts/,
    );
  } finally {
    await speak('en');
  }
});
