import { describe, expect, test } from 'vitest';
import type { FirstLook } from '../../../src/engine/contract/ports/first-look.ts';
import { DEFAULT_LOOK } from '../../../src/screens/look/look.ts';
import { displayWidth } from '../../../src/screens/look/width.ts';
import { sourceView } from '../../../src/screens/views/source-view.ts';
import { pathToLookAt, pathUnderCursor } from '../../../src/screens/wizard/browse.ts';
import { atSource, type Driver } from '../drive-wizard.ts';

const image: FirstLook = {
  what: 'image',
  kind: 'iso9660',
  label: 'Debian 12.9',
  forecast: [
    { firmware: 'bios', medium: 'usb', boots: true, why: '' },
    { firmware: 'uefi-x64', medium: 'usb', boots: true, why: '' },
    { firmware: 'uefi-ia32', medium: 'usb', boots: false, why: '' },
  ],
  isCut: false,
  checksumFile: 'SHA256SUMS',
};
const about = (driver: Driver, columns = 80) =>
  sourceView(driver.asking, { ...DEFAULT_LOOK, columns })
    .about.map(({ text }) => text)
    .join('');

describe('beside the cursor', () => {
  test('stands what a file is: label, kind, what boots it, and a checksum that is there', () => {
    expect(about(atSource('write').type('mem').looked(image))).toBe(
      'Debian 12.9, ISO 9660 image, boots: BIOS, UEFI, checksum: SHA256SUMS',
    );
  });

  test('whole words are left out where there is no room, never half of one', () => {
    for (const columns of [40, 45, 52, 60, 70]) {
      const text = about(atSource('write').type('mem').looked(image), columns);
      expect(displayWidth(text)).toBeLessThanOrEqual(columns - 2);
      expect(text).toMatch(/(?:image|UEFI|SHA256SUMS)$/);
    }
  });

  test.each<[string, Partial<Extract<FirstLook, { what: 'image' }>>]>([
    ['CUT OFF: it ends too early, Debian 12.9', { isCut: true }],
    ['boots from disc only', { forecast: [{ firmware: 'bios', medium: 'cd', boots: true, why: '' }] }],
    ['does not boot', { forecast: [] }],
    ['may boot', { forecast: [{ firmware: 'bios', medium: 'usb', boots: 'unknown', why: '' }] }],
  ])('says "%s"', (said, facts) => {
    expect(
      about(
        atSource('write')
          .type('mem')
          .looked({ ...image, ...facts }),
      ),
    ).toContain(said);
  });

  test('says why something is not an image, what is packed, and what is a receipt', () => {
    const found = { path: '/x', found: 'web-page', because: { reason: 'web-page' as const } };
    const driver = atSource('write').type('notes');
    driver.looked({ what: 'no-image', failure: { code: 'source-not-an-image', facts: found } });
    expect(about(driver)).toBe('not an image: a web page, not a download');
    expect(about(driver.looked({ what: 'packed', container: 'xz' }))).toBe('packed (xz)');
    expect(about(driver.looked({ what: 'receipt' }))).toBe('a receipt of an earlier write');
  });

  test('stands nothing of another file, and what is known when the cursor comes back', () => {
    const driver = atSource('write').type('mem').looked(image).keys('down');
    expect(about(driver)).toBe('');
    expect(about(driver.keys('up'))).toContain('Debian 12.9');
  });

  test('stands nothing of a look at another folder that comes too late', () => {
    const driver = atSource('write').type('archive').keys('enter');
    driver.do({ do: 'looked', path: '/home/ann/isos/memtest86+.img', look: image });
    expect(driver.asking.browser.looks.size).toBe(0);
  });

  test('what is no image is dim in the list, and nothing else is', () => {
    const driver = atSource('write').type('mem').looked(image).type('notes');
    driver.atMs += 5_000;
    const facts = { path: '/x', found: 'text', because: { reason: 'text' as const, format: '' } };
    driver.type('notes').looked({ what: 'no-image', failure: { code: 'source-not-an-image', facts } });
    const dim = sourceView(driver.asking, DEFAULT_LOOK).rows.filter(({ tone }) => tone === 'dim');
    expect(dim.map(({ id }) => id)).toEqual(['notes.txt']);
  });

  test('what is no image and is chosen all the same is said on the next screen', () => {
    const facts = { path: '/x', found: 'web-page', because: { reason: 'web-page' as const } };
    const driver = atSource('write').type('mem');
    driver.looked({ what: 'no-image', failure: { code: 'source-not-an-image', facts } }).keys('enter');
    expect(driver.asking).toMatchObject({
      step: 'target',
      notice: 'This is not an image: a web page, not a download. Only the raw option accepts it.',
    });
    expect(atSource('write').type('mem').looked(image).keys('enter').asking.notice).toBeUndefined();
  });

  test('the file under the cursor is looked at first, then those around it, each once', () => {
    const driver = atSource('write').type('mem');
    const order: string[] = [];
    for (let path = pathToLookAt(driver.asking); path !== undefined; path = pathToLookAt(driver.asking)) {
      order.push(path.slice('/home/ann/isos/'.length));
      driver.do({ do: 'looked', path, look: undefined });
    }
    expect(order).toEqual([
      'memtest86+.img',
      'debian-12.9-amd64-netinst.iso',
      'debian-12.10-amd64-netinst.iso',
      'empty.img',
      'notes.txt',
    ]);
  });

  test('of thousands of files only those around the cursor are looked at', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({
      name: `f${index}`,
      kind: 'file' as const,
      sizeBytes: 1,
    }));
    const driver = atSource('write').listed(undefined, many).keys('end');
    let count = 0;
    for (let path = pathToLookAt(driver.asking); path !== undefined; path = pathToLookAt(driver.asking)) {
      count += 1;
      driver.do({ do: 'looked', path, look: undefined });
    }
    expect(count).toBe(21);
  });

  test('a label with control characters steers nothing', () => {
    const text = about(
      atSource('write')
        .type('mem')
        .looked({ ...image, label: 'x\u001b[2J\u202e' }),
    );
    expect(text).not.toMatch(/[\u0000-\u001f\u202e]/);
  });

  test('only files are looked at: no folder, no place, and nothing while a path is typed', () => {
    expect(pathUnderCursor(atSource('write').type('mem').asking)).toBe('/home/ann/isos/memtest86+.img');
    expect(pathUnderCursor(atSource('write').type('archive').asking)).toBeUndefined();
    expect(pathUnderCursor(atSource('write').keys('@').asking)).toBeUndefined();
    expect(pathUnderCursor(atSource('write').type('mem').keys('tab').asking)).toBeUndefined();
  });
});
