import { describe, expect, test } from 'vitest';
import { typedKeys } from '../../../src/screens/keys/use-keys.ts';
import { DEFAULT_LOOK } from '../../../src/screens/look/look.ts';
import { pageView } from '../../../src/screens/views/page-view.ts';
import { screenView } from '../../../src/screens/views/screen-view.ts';
import { driveNeed } from '../../../src/screens/wizard/need.ts';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { atSource } from '../drive-wizard.ts';
import { someDrives } from '../fake-drives.ts';

const address = 'https://deb.example.org/iso/debian%2012.iso?mirror=1';

test.each([24, 40, 80, 200])(
  'the secret of an address is on no screen of %i columns once it was entered',
  (columns) => {
    const secret = 'TOKEN-4711/with/slashes';
    const driver = atSource('write')
      .keys('tab')
      .type(`https://h.example/a.iso?t=${secret}&u=${secret}#${secret}`);
    driver.keys('enter').drives(someDrives);
    const look = { ...DEFAULT_LOOK, columns };
    const seen: string[] = [];
    const lookAtAll = (): void => {
      seen.push(JSON.stringify(screenView(driver.asking, driver.atMs, look)));
      seen.push(JSON.stringify(pageView({ ...driver.asking, overlay: { kind: 'plan', scroll: 0 } }, look)));
    };
    const steps = new Set<string>();
    for (const keys of [[], ['down', 'enter'], ['enter'], ['enter'], ['enter']] as const) {
      driver.keys(...keys);
      if (driver.wizard.at !== 'asking') break;
      steps.add(driver.asking.step);
      lookAtAll();
    }
    expect(steps).toContain('target');
    expect(steps).toContain('summary');
    expect(seen.join('')).toContain('a.iso');
    expect(seen.join('')).not.toMatch(/TOKEN|4711|slashes/);
  },
);

describe('an address of the web as the source', () => {
  test('is typed after Tab, and Enter takes it', () => {
    const driver = atSource('write').keys('tab').type(address).keys('enter');
    expect(driver.asking).toMatchObject({
      step: 'target',
      answers: { source: { kind: 'image', path: address } },
    });
    driver.drives(someDrives).keys('down', 'enter');
    expect(makePlan(driver.asking)).toMatchObject({ source: { kind: 'image', path: address } });
    expect(driveNeed(driver.asking)).toEqual({});
  });

  test('is pasted anywhere on the screen, and never presses Enter', () => {
    const driver = atSource('write').do({ do: 'paste', text: `${address}\n`, atMs: 0 });
    expect(driver.asking).toMatchObject({ step: 'source', browser: { line: { field: { text: address } } } });
    expect(driver.keys('enter').asking.answers.source?.path).toBe(address);
  });

  test('that comes as keys of one read is not taken for the beginning of names', () => {
    const driver = atSource('write');
    driver.do({ do: 'keys', ...typedKeys(`${address}\r`, {}), atMs: driver.atMs });
    expect(driver.asking.answers.source?.path).toBe(address);
  });

  test('begun like a filter is understood as well', () => {
    expect(atSource('verify').keys('/').type(address).keys('enter').asking.answers.source?.path).toBe(
      address,
    );
  });

  test('must be http or https, without a password', () => {
    for (const wrong of ['ftp://example.org/x.iso', 'https://ann:secret@example.org/x.iso']) {
      const driver = atSource('write').keys('tab').type(wrong).keys('enter');
      expect(driver.asking).toMatchObject({ step: 'source', answers: { source: undefined } });
      expect(driver.asking.notice).toContain('Only http and https');
    }
  });

  test('is no folder that an image could be made from', () => {
    const driver = atSource('make').keys('tab').type(address).keys('enter');
    expect(driver.asking).toMatchObject({
      step: 'source',
      notice: 'An image is made from a folder on this machine.',
    });
  });
});

test('a file that a terminal drops as file:// is a path of this machine, pasted or typed', () => {
  const pasted = atSource('write').do({ do: 'paste', text: 'file:///isos/a%20b%281%29.iso\r\n', atMs: 0 });
  expect(pasted.asking.browser.line?.field.text).toBe('/isos/a b(1).iso');
  const typed = atSource('write').keys('tab').type('file:///isos/a%20b.iso').keys('enter');
  expect(typed.asking.browser.asked).toBe('/isos/a b.iso');
});

test('a typed path without a slash in front is looked for', () => {
  const driver = atSource('write').keys('tab').type('deep/other.iso').keys('enter');
  expect(driver.asking.browser.asked).toBe('deep/other.iso');
  expect(atSource('write').keys('tab', 'enter').asking.notice).toContain('Type or paste a path');
});
