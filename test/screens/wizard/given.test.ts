import { describe, expect, test } from 'vitest';
import type { FileFacts } from '../../../src/screens/ports.ts';
import { Driver, isoBytes } from '../drive-wizard.ts';
import { frameOf } from '../frame.tsx';

const image = '/home/ann/isos/debian-12.9-amd64-netinst.iso';
const folder = '/home/ann/isos/tools-1.4.2';
const anImage: FileFacts = { kind: 'file', sizeBytes: isoBytes, isReceipt: false, holdsFiles: true };
const aFolder: FileFacts = { kind: 'folder', sizeBytes: 0 };

const dropped = (driver: Driver, path: string, ...thenKeys: string[]) =>
  driver.do({
    do: 'keys',
    keys: [...path],
    dropped: { text: path, thenKeys },
    atMs: driver.atMs,
  });
const found = (driver: Driver, path: string, facts: FileFacts | undefined) =>
  driver.do({ do: 'found', path, facts, atMs: driver.atMs });
const frame = (driver: Driver, columns = 80, rows = 24) =>
  frameOf(driver.asking, 0, { columns, rows, glyphs: 'utf8', colour: false });

describe('a path that comes before any task', () => {
  test('with the name of the program: an image goes to a drive with one Enter', () => {
    const driver = new Driver({ given: image });
    expect(frame(driver)).toContain(`Looking at ${image}`);
    found(driver, image, anImage);
    expect(frame(driver)).toMatch(/do with debian-12.9-amd64-netinst.iso\?[\s\S]*> Write an image/);
    expect(driver.keys('enter').asking).toMatchObject({
      step: 'target',
      answers: { task: 'write', source: { kind: 'image', path: image, sizeBytes: isoBytes } },
    });
    expect(driver.asking.given).toBeUndefined();
  });

  test('dropped on the first screen: a folder becomes an image', () => {
    const driver = found(dropped(new Driver(), folder), folder, aFolder).keys('enter');
    expect(driver.asking).toMatchObject({
      step: 'output',
      answers: { task: 'make', source: { path: folder } },
    });
  });

  test('is offered only what takes it', () => {
    const driver = found(dropped(new Driver(), image), image, { ...anImage, holdsFiles: false });
    expect(frame(driver)).not.toMatch(/Make an image|Give me|Earlier jobs/);
    expect(driver.keys('down', 'enter').asking).toMatchObject({
      step: 'target',
      answers: { task: 'verify' },
    });
  });

  test('a receipt can only be verified', () => {
    const receipt = '/home/ann/isos/xubuntu.receipt.json';
    const driver = found(dropped(new Driver(), receipt), receipt, { ...anImage, isReceipt: true }).keys(
      'enter',
    );
    expect(driver.asking).toMatchObject({
      step: 'target',
      answers: { task: 'verify', source: { kind: 'receipt' } },
    });
  });

  test('an address needs no look', () => {
    const driver = new Driver().do({ do: 'paste', text: 'https://example.org/a.iso', atMs: 0 }).keys('enter');
    expect(driver.asking).toMatchObject({
      step: 'target',
      answers: { task: 'write', source: { kind: 'image', path: 'https://example.org/a.iso' } },
    });
    expect(new Driver({ given: 'ftp://example.org/a' }).asking).toMatchObject({ given: undefined });
  });

  test('that leads nowhere, or to no file, is said, and everything is offered again', () => {
    const driver = found(dropped(new Driver(), '/nowhere/x'), '/nowhere/x', undefined);
    expect(driver.asking.notice).toContain('/nowhere/x');
    expect(frame(driver)).toContain('Earlier jobs');
    found(dropped(driver, '/dev/sdb'), '/dev/sdb', { kind: 'other', sizeBytes: 0 });
    expect(driver.asking).toMatchObject({ given: undefined, step: 'task' });
  });

  test('keeps the backslash of its name when it was given with the name of the program', () => {
    expect(new Driver({ given: '/tmp/a\\ b' }).asking.given?.path).toBe('/tmp/a\\ b');
  });

  test('is named on the smallest screen too', () => {
    const driver = found(new Driver({ given: image }), image, anImage);
    expect(frame(driver, 40, 10)).toContain('What would you like to do with debi');
  });
});

describe('Enter while something is looked at', () => {
  test('counts when the path that was given is known', () => {
    const driver = dropped(new Driver(), image, 'enter');
    expect(driver.asking).toMatchObject({ step: 'task', isAhead: true });
    expect(found(driver, image, anImage).asking).toMatchObject({
      step: 'target',
      answers: { task: 'write' },
    });
  });

  test('counts for nothing when there is nothing at that path', () => {
    const driver = found(dropped(new Driver(), image, 'enter'), image, undefined);
    expect(driver.asking).toMatchObject({ step: 'task', isAhead: false });
  });
});
