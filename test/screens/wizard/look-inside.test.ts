import { describe, expect, test } from 'vitest';
import { makePlan } from '../../../src/screens/wizard/plan.ts';
import { atSource, Driver } from '../drive-wizard.ts';
import { extracted, withLosses } from '../fake-insides.ts';
import { frameOf } from '../frame.tsx';
import { atExtract, atInside, changed, insideListed, withAdded } from '../situations/look.ts';

const look = { columns: 80, rows: 24, glyphs: 'utf8', colour: false } as const;

describe('changes to the files of an image', () => {
  test('become a plan in an order in which each finds what it is about', () => {
    const driver = changed().keys('ctrl-u').type('win.ini').keys('enter');
    expect(makePlan(driver.asking)).toMatchObject({
      do: 'edit',
      changes: [
        { do: 'remove', path: '/md5sum.txt' },
        { do: 'add', from: '/home/ann/isos/notes.txt', to: '/notes.txt' },
        { do: 'rename', from: '/win32-loader.ini', to: '/win.ini' },
      ],
    });
  });

  test('make no plan while there are none, and Tab says so', () => {
    const { asking } = atInside().keys('tab');
    expect(makePlan(asking)).toBeUndefined();
    expect(asking.step).toBe('inside');
    expect(asking.notice).toContain('Nothing is changed yet');
  });

  test('are taken back one by one, the last first', () => {
    const driver = withAdded().keys('<');
    expect(driver.asking.answers.changes).toEqual([]);
    expect(driver.keys('<').asking.notice).toContain('Nothing is changed');
  });

  test('a name that is taken is refused, and a slash is none of a name', () => {
    const renaming = atInside().type('md5').keys('escape', 'enter');
    expect(renaming.asking.step).toBe('inside');
    const driver = withAdded().keys('=', 'ctrl-u').type('pool').keys('enter');
    expect(driver.asking.notice).toContain('pool is there already');
    expect(driver.keys('ctrl-u').type('a/b').keys('enter').asking.notice).toContain('slash');
  });

  test('the same key keeps what was to be removed', () => {
    const driver = atInside().keys('end', '-');
    expect(driver.asking.answers.changes).toHaveLength(1);
    expect(driver.keys('-').asking.answers.changes).toEqual([]);
  });

  test('are forgotten with another image', () => {
    const driver = withAdded().keys('escape', 'escape').listed().type('memtest').keys('enter');
    expect(driver.asking.step).toBe('look');
    expect(driver.asking.answers.changes).toEqual([]);
  });
});

describe('walking through an image', () => {
  test('a folder opens, and going up puts the cursor on it again', () => {
    const driver = insideListed(atInside().type('pool').keys('enter'), []);
    expect(driver.asking.inside.folder).toEqual({ path: '/pool', text: '/pool' });
    expect(frameOf(insideListed(driver.keys('left')).asking, 0, look)).toMatch(/^ > +pool\//m);
  });

  test('going up from the top leads back to the page about the image', () => {
    expect(atInside().keys('left').asking.step).toBe('look');
  });

  test('late news of another folder changes nothing', () => {
    const driver = atInside();
    const { place, listing } = driver.asking.inside;
    driver.type('pool').keys('enter');
    driver.do({ do: 'inside-listed', place: place!, folder: '/EFI', listing: listing! });
    expect(driver.asking.inside.listing).toBeUndefined();
  });
});

describe('files that are taken out', () => {
  test('are no longer marked when all of them are there, and stay marked when some are missing', () => {
    const whole = atExtract().do({ do: 'extracted', end: extracted }).keys('enter').asking;
    expect([whole.step, whole.inside.marks.size]).toEqual(['inside', 0]);
    const partly = atExtract().do({ do: 'extracted', end: withLosses }).keys('enter').asking;
    expect([partly.step, partly.inside.marks.size]).toEqual(['inside', 2]);
  });

  test('Esc stops them, and leaves only when they have stopped', () => {
    const driver = atExtract().keys('escape');
    expect(driver.asking.extracting?.isStopping).toBe(true);
    expect(driver.keys('escape').asking.step).toBe('extract');
  });

  test('go into a folder that is chosen, whole', () => {
    expect(atExtract().asking.extracting?.wish).toMatchObject({
      paths: ['/EFI', '/pool'],
      into: '/home/ann',
    });
  });
});

describe('a drive', () => {
  const drive = { kind: 'drive', path: '/dev/sdb' } as const;

  test('is looked into by its path, and stands among the places', () => {
    const driver = new Driver().keys('end', 'up', 'enter').listed().keys('@');
    driver.do({ do: 'placed', places: [drive] }).keys('enter');
    const facts = { kind: 'other', sizeBytes: 0 } as const;
    driver.do({ do: 'found', path: '/dev/sdb', facts, atMs: driver.atMs });
    expect(driver.asking.step).toBe('look');
    expect(driver.asking.looking.path).toBe('/dev/sdb');
  });

  test('stands among no places where an image is to be written', () => {
    const driver = atSource('write')
      .keys('@')
      .do({ do: 'placed', places: [drive] });
    expect(driver.asking.browser.places).toEqual([]);
  });
});
