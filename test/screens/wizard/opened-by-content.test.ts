import { expect, test } from 'vitest';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { atSource } from '../drive-wizard.ts';

// What is laid out anew is told by what stands in a file; its name counts only where nobody looked.

const looked = (holdsFiles: boolean | undefined) =>
  ({ kind: 'file', sizeBytes: 1 << 20, holdsFiles }) as const;

test('an ISO called .bin is laid out anew', () => {
  const driver = atSource('make').keys('tab').type('/srv/disc.bin ').keys('enter');
  driver.do({ do: 'found', path: '/srv/disc.bin', facts: looked(true), atMs: 0 });
  expect(driver.asking).toMatchObject({ step: 'output', answers: { source: { path: '/srv/disc.bin' } } });
  expect(makePlan(driver.asking)).toMatchObject({ do: 'make', source: { kind: 'opened-image' } });
});

test('a text called .iso is not, and that is said', () => {
  const driver = atSource('make').type('debian-12.9').keys('enter');
  expect(driver.asking.browser.asked).toBe('/home/ann/isos/debian-12.9-amd64-netinst.iso');
  const path = driver.asking.browser.asked ?? '';
  driver.do({ do: 'found', path, facts: looked(false), atMs: 0 });
  expect(driver.asking).toMatchObject({ step: 'source', answers: { source: undefined } });
  expect(driver.asking.notice).toContain('No files can be taken');
});

test('where it could not be looked at, the name is believed', () => {
  for (const [name, step] of [
    ['disc.iso', 'output'],
    ['disc.txt', 'source'],
  ]) {
    const driver = atSource('make').keys('tab').type(`/srv/${name} `).keys('enter');
    driver.do({ do: 'found', path: `/srv/${name}`, facts: looked(undefined), atMs: 0 });
    expect([name, driver.asking.step]).toEqual([name, step]);
  }
});
