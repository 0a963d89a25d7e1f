import { describe, expect, test } from 'vitest';
import { DEFAULT_LOOK } from '../../../src/screens/look/look.ts';
import { sourceView } from '../../../src/screens/views/source-view.ts';
import { atSource, type Driver } from '../drive-wizard.ts';
import { fakePlaces } from '../fake-ports.ts';

const placed = (driver: Driver) => driver.keys('@').do({ do: 'placed', places: fakePlaces });
const shown = (driver: Driver) =>
  sourceView(driver.asking, DEFAULT_LOOK).rows.map(({ text }) => text.trim().replace(/ {2,}/, ': '));

describe('the places of the browser', () => {
  test('are home, downloads, what is mounted, and what was chosen before', () => {
    expect(shown(placed(atSource('write')))).toEqual([
      'home: /home/ann',
      'downloads: /home/ann/Downloads',
      'mounted: /media/ann/KEYS',
      'recent: /home/ann/isos/memtest86+.img',
      'recent: https://deb.example.org/images/debian-12.9.iso',
    ]);
  });

  test('open a folder with Enter', () => {
    const driver = placed(atSource('write')).keys('down', 'enter');
    expect(driver.asking.browser).toMatchObject({ folder: '/home/ann/Downloads', places: undefined });
  });

  test('that is open already keeps its list: nobody would read it again', () => {
    const driver = placed(atSource('write', { folder: '/home/ann' })).keys('enter');
    expect(driver.asking.browser).toMatchObject({ folder: '/home/ann', listing: { ok: true } });
  });

  test('choose again what was chosen before, once it was looked at', () => {
    const driver = placed(atSource('write')).keys('down', 'down', 'down', 'enter');
    expect(driver.asking.browser.asked).toBe('/home/ann/isos/memtest86+.img');
    expect(driver.found().asking).toMatchObject({
      step: 'target',
      answers: { source: { path: '/home/ann/isos/memtest86+.img' } },
    });
  });

  test('say so when what was chosen before is gone', () => {
    const driver = placed(atSource('write')).keys('down', 'down', 'down', 'enter');
    driver.do({ do: 'found', path: '/home/ann/isos/memtest86+.img', facts: undefined, atMs: 0 });
    expect(driver.asking).toMatchObject({ step: 'source', browser: { listing: { ok: true } } });
    expect(driver.asking.notice).toContain('There is nothing at /home/ann/isos/memtest86+.img.');
  });

  test('choose an address', () => {
    const driver = placed(atSource('write')).keys('end', 'enter');
    expect(driver.asking.answers.source?.path).toBe('https://deb.example.org/images/debian-12.9.iso');
  });

  test('hold no address for who needs a folder', () => {
    expect(shown(placed(atSource('make'))).join()).not.toContain('https:');
  });

  test('a pulled stick can be opened and says why it cannot be read', () => {
    const driver = placed(atSource('write')).keys('down', 'down', 'enter');
    driver.do({
      do: 'listed',
      folder: '/media/ann/KEYS',
      listing: { ok: false, problem: 'no such folder' },
    });
    expect(sourceView(driver.asking, DEFAULT_LOOK).empty).toBe(
      'Cannot be read: no such folder. Left goes up.',
    );
    expect(driver.keys('left').asking.browser.folder).toBe('/media/ann');
  });

  test.each(['escape', 'left', 'backspace', '@'])(
    'go away with %s, and the cursor is where it was',
    (key) => {
      const driver = placed(atSource('write').type('mem').keys('down')).keys('down', key);
      expect(driver.asking).toMatchObject({
        step: 'source',
        browser: { places: undefined, cursor: 'archive', listing: { ok: true } },
      });
    },
  );

  test('come too late for who has gone on', () => {
    const driver = atSource('write').keys('@', 'escape').do({ do: 'placed', places: fakePlaces });
    expect(driver.asking.browser.places).toBeUndefined();
  });

  test('give way to a filter, a path and a paste', () => {
    for (const key of ['/', 'tab', '~']) {
      const driver = placed(atSource('write')).keys(key);
      expect(driver.asking.browser.places, key).toBeUndefined();
      expect(driver.asking.browser.line, key).toBeDefined();
    }
    const pasted = placed(atSource('write')).do({ do: 'paste', text: '/srv/a.iso', atMs: 0 });
    expect(pasted.asking.browser).toMatchObject({
      places: undefined,
      line: { field: { text: '/srv/a.iso' } },
    });
  });

  test('are none, and Enter does nothing', () => {
    const driver = atSource('write').keys('@').do({ do: 'placed', places: [] }).keys('enter', 'down');
    expect(sourceView(driver.asking, DEFAULT_LOOK).empty).toBe('No places are known.');
  });
});

describe('the order of the browser', () => {
  const names = (driver: Driver) => sourceView(driver.asking, DEFAULT_LOOK).rows.map(({ id }) => id);

  test('shows images first where an image is looked for, and folders first where a folder is', () => {
    expect(names(atSource('write')).slice(2, 4)).toEqual([
      'debian-12.9-amd64-netinst.iso',
      'debian-12.10-amd64-netinst.iso',
    ]);
    expect(names(atSource('make')).slice(2, 4)).toEqual(['archive', 'Fotos Zürich']);
  });

  test('is by date after a comma, the newest first, what has no date last; the cursor stays', () => {
    const driver = atSource('write').type('debian-12.9').keys('enter', 'escape').listed();
    driver.atMs += 5_000;
    driver.keys(',');
    expect(names(driver).slice(2)).toEqual([
      'memtest86+.img',
      'debian-12.10-amd64-netinst.iso',
      'debian-12.9-amd64-netinst.iso',
      'empty.img',
      'Fotos Zürich',
      'tools-1.4.2',
      'archive',
      'notes.txt',
    ]);
    expect(driver.asking).toMatchObject({ notice: 'Newest first.', browser: { cursor: names(driver)[4] } });
    expect(names(driver.keys(',')).slice(2, 3)).toEqual(['debian-12.9-amd64-netinst.iso']);
  });

  test('is kept in the next folder', () => {
    expect(atSource('write').keys(',').type('arch').keys('enter').asking.browser.sort).toBe('date');
  });

  test('stands beside each name as a date, at 40 columns only when it is what counts', () => {
    const row = (driver: Driver, columns: number) =>
      sourceView(driver.asking, { ...DEFAULT_LOOK, columns }).rows.find(({ id }) => id === 'memtest86+.img')
        ?.text;
    expect(row(atSource('write'), 80)).toMatch(/2026-10-0\d +6\.00 MiB$/);
    expect(row(atSource('write'), 40)).toMatch(/img +6\.00 MiB$/);
    expect(row(atSource('write').keys(','), 40)).toMatch(/img +2026-10-0\d$/);
  });
});
