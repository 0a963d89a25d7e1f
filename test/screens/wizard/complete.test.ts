import { describe, expect, test } from 'vitest';
import { atSource, type Driver } from '../drive-wizard.ts';

const file = (name: string) => ({ name, kind: 'file' as const, sizeBytes: 1 });
const folder = (name: string) => ({ name, kind: 'folder' as const, sizeBytes: 0 });
const line = (driver: Driver) => driver.asking.browser.line?.field.text;
const typed = (text: string) => atSource('write').keys('tab').type(text);

describe('Tab in the path field', () => {
  test('completes a file, and a folder with its slash', () => {
    expect(
      line(
        typed('/srv/b')
          .keys('tab')
          .listing([file('boot.iso'), file('c.iso')]),
      ),
    ).toBe('/srv/boot.iso');
    expect(
      line(
        typed('/s')
          .keys('tab')
          .listing([folder('srv'), folder('home')]),
      ),
    ).toBe('/srv/');
  });

  test('goes as far as all names agree, then names them', () => {
    const driver = typed('/srv/d')
      .keys('tab')
      .listing([file('debian-12.iso'), file('debian-11.iso')]);
    expect(line(driver)).toBe('/srv/debian-1');
    expect(driver.asking.notice).toBeUndefined();
    driver.keys('tab').listing([file('debian-12.iso'), folder('debian-11')]);
    expect(line(driver)).toBe('/srv/debian-1');
    expect(driver.asking.notice).toBe('debian-11/, debian-12.iso');
  });

  test('names no more than a few of many', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => file(`x${index}`));
    expect(typed('/srv/x').keys('tab').listing(many).asking.notice).toBe('x0, x1, x10 and 4997 more');
  });

  test('keeps ~ as it was typed, and completes ~ itself without looking', () => {
    expect(line(typed('~').keys('tab'))).toBe('~/');
    expect(
      line(
        typed('~/Dow')
          .keys('tab')
          .listing([folder('Downloads')]),
      ),
    ).toBe('~/Downloads/');
  });

  test('shows hidden names only to who has typed a dot', () => {
    const entries = [folder('.cache'), folder('isos')];
    expect(line(typed('/').keys('tab').listing(entries))).toBe('/isos/');
    expect(line(typed('/.').keys('tab').listing(entries))).toBe('/.cache/');
  });

  test('completes what was begun as a filter', () => {
    const driver = atSource('write')
      .type('/ho')
      .keys('tab')
      .listing([folder('home')]);
    expect(line(driver)).toBe('/home/');
    expect(driver.keys('enter').asking.browser.asked).toBe('/home/');
  });

  test('says when nothing begins like that, when the folder cannot be read, and of an address', () => {
    expect(
      typed('/srv/q')
        .keys('tab')
        .listing([file('a')]).asking.notice,
    ).toBe('Nothing there starts like that.');
    const driver = typed('/root/q').keys('tab');
    driver.do({ do: 'completed', text: '/root/q', listing: { ok: false, problem: 'permission denied' } });
    expect(driver.asking.notice).toBe('That folder cannot be read: permission denied.');
    expect(typed('https://a.example/b').keys('tab').asking.browser.completing).toBeUndefined();
  });

  test('that comes too late changes nothing', () => {
    const driver = typed('/srv/b').keys('tab').type('x');
    driver.do({ do: 'completed', text: '/srv/b', listing: { ok: true, entries: [file('boot.iso')] } });
    expect(line(driver)).toBe('/srv/bx');
  });

  test('never cuts a character in two', () => {
    const driver = typed('/')
      .keys('tab')
      .listing([file('😀a'), file('😁a')]);
    expect(line(driver)).toBe('/');
  });

  test('takes names with control characters as they are', () => {
    expect(
      line(
        typed('/e')
          .keys('tab')
          .listing([file('evil\u001b[2J.iso')]),
      ),
    ).toBe('/evil\u001b[2J.iso');
  });
});
