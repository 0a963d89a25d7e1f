import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AuthorOptions } from '../../../../src/engine/contract/plan/plan.ts';
import { putFile } from '../boot/trees.ts';
import { temporaryFolder } from '../making.ts';
import { contentIn, namesIn } from './stick-volume.ts';
import { withStick } from './sticks.ts';
import { putInstaller } from './windows.ts';

const room = temporaryFolder();
let next = 0;

function installer(...files: readonly string[]): string {
  const path = join(room, `installer${next++}`);
  putInstaller(path);
  putFile(path, 'sources/install.wim', 'a small one');
  for (const file of files) putFile(path, file, 'of the image');
  return path;
}

function given(name: string, content: string): string {
  const path = join(room, `${next++}-${name}`);
  writeFileSync(path, content);
  return path;
}

const ANSWERS =
  '<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="windowsPE"/></unattend>';
const codesOf = (path: string, options: Partial<AuthorOptions>) =>
  withStick([path, options], ({ boot }) => boot.notes.map(({ code }) => code));

describe('answers', () => {
  test('a given file goes to the root as it is, in the place of one of the image, and that is said', async () => {
    const path = installer('AutoUnattend.xml');
    const answer = given('mine.xml', `\ufeff${ANSWERS}\r\n`);
    await withStick([path, { answer }], async (image) => {
      expect(await contentIn(image, '/AutoUnattend.xml')).toEqual(new Uint8Array(readFileSync(answer)));
      expect(image.boot.notes).toContainEqual({ code: 'file-replaced', about: '/AutoUnattend.xml' });
      expect(await namesIn(image, '')).toEqual([
        'AutoUnattend.xml',
        'boot',
        'bootmgr',
        'bootmgr.efi',
        'efi',
        'sources',
      ]);
    });
  });

  test('one that is made speaks of the processors the medium has loaders for', async () => {
    const path = installer('efi/boot/bootaa64.efi');
    await withStick([path, { answerAccount: 'Ada', answerPrivacy: true }], async (image) => {
      const text = new TextDecoder().decode(await contentIn(image, '/autounattend.xml'));
      expect(text).toContain('<Name>Ada</Name>');
      expect(text).toContain('processorArchitecture="amd64"');
      expect(text).toContain('processorArchitecture="arm64"');
    });
    expect(await codesOf(path, { answerAccount: 'Ada' })).toContain('answers-made');
  });

  test('what is said of a given one: it erases a disk, or has a pass that is ignored', async () => {
    const settings = (pass: string, inner = '') => `<settings pass="${pass}">${inner}</settings>`;
    const file = (...inner: string[]) =>
      given('a.xml', `<unattend xmlns="urn:schemas-microsoft-com:unattend">${inner.join('')}</unattend>`);
    const path = installer();
    const wipe =
      '<component><DiskConfiguration><Disk><WillWipeDisk> true </WillWipeDisk></Disk></DiskConfiguration></component>';
    expect(await codesOf(path, { answer: file(settings('windowsPE', wipe)) })).toContain('answers-wipe');
    expect(await codesOf(path, { answer: file(settings('specialize')) })).toContain('answers-ignored');
    expect(
      await codesOf(path, { answer: file(settings('windowsPE'), settings('specialize')) }),
    ).not.toContain('answers-ignored');
  });

  test.each([
    ['<unattend', { why: 'xml', problem: 'markup', line: 1 }],
    ['<x/>', { why: 'no-unattend' }],
    ['<unattend/>', { why: 'no-unattend' }],
    ['<unattend xmlns="urn:schemas-microsoft-com:unattend"/>', { why: 'no-pass' }],
    [ANSWERS.replace('windowsPE', 'WindowsPE'), { why: 'pass', pass: 'WindowsPE' }],
  ])('%j is refused before anything is written', async (text, facts) => {
    const answer = given('bad.xml', text);
    await expect(withStick([installer(), { answer }], () => {})).rejects.toMatchObject({
      code: 'answers-unfit',
      facts,
    });
  });

  test('UTF-16, as Notepad saves it, is read; bytes of another encoding are refused', async () => {
    const answer = given('utf16.xml', '');
    writeFileSync(answer, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ANSWERS, 'utf16le')]));
    expect(await codesOf(installer(), { answer })).toContain('answers-given');
    writeFileSync(answer, Buffer.from([...Buffer.from(ANSWERS), 0xe4, 0x20]));
    await expect(codesOf(installer(), { answer })).rejects.toMatchObject({ facts: { why: 'encoding' } });
    await expect(codesOf(installer(), { answer: room })).rejects.toMatchObject({ facts: { why: 'no-file' } });
    await expect(codesOf(installer(), { answer: `${answer}.no` })).rejects.toMatchObject({
      code: 'source-unreadable',
    });
  });

  test('a file and answers to put into one are refused together', async () => {
    const answer = given('both.xml', ANSWERS);
    await expect(codesOf(installer(), { answer, answerNetwork: true })).rejects.toMatchObject({
      facts: { because: { reason: 'answers-twice' } },
    });
  });

  test('a language that the medium has not is refused with those it has', async () => {
    const path = installer();
    putFile(
      path,
      'sources/lang.ini',
      '[Available UI Languages]\r\nde-DE = 3\r\nen-us = 2\r\n\r\n[Fallback Languages]\r\nfr-FR = en-us\r\n',
    );
    expect(await codesOf(path, { answerLanguage: 'en-US', answerRegion: 'fr-FR' })).toContain('answers-made');
    await expect(codesOf(path, { answerLanguage: 'fr-FR' })).rejects.toMatchObject({
      facts: { because: { reason: 'answer-language', languages: ['de-DE', 'en-us'] } },
    });
  });

  test.each([{ answer: '/some.xml' }, { answerAccount: 'Ada' }, { drivers: '/d' }, { oem: '/o' }])(
    '%j is refused for what installs no Windows',
    async (options) => {
      const path = join(room, `other${next++}`);
      putFile(path, 'EFI/BOOT/BOOTX64.EFI');
      putFile(path, 'sources/install.wim', 'no bootmgr');
      await expect(codesOf(path, options)).rejects.toMatchObject({
        facts: { because: { reason: 'no-windows-installer' } },
      });
    },
  );
});

describe('folders', () => {
  const drivers = join(room, 'Drivers');
  putFile(drivers, 'net/card.inf', 'inf');
  putFile(drivers, 'net/card.sys', 'x'.repeat(70_000));
  mkdirSync(join(drivers, 'none'));

  test('drivers go where Windows Setup looks for them, beside those that are there', async () => {
    const path = installer('$WinPEDriver$/drivers/own.inf');
    await withStick([path, { drivers }], async (image) => {
      expect(await namesIn(image, '/$WinPEDriver$')).toEqual(['drivers', 'Drivers_2']);
      expect(await namesIn(image, '/$WinPEDriver$/Drivers_2/net')).toEqual(['card.inf', 'card.sys']);
      expect(await contentIn(image, '/$WinPEDriver$/Drivers_2/net/card.sys')).toEqual(
        new Uint8Array(70_000).fill(0x78),
      );
      expect(image.boot.notes).toContainEqual({ code: 'drivers-added', about: '2', also: 'Drivers' });
    });
  });

  test('files for Windows go before those of the image', async () => {
    const oem = join(room, 'oem');
    putFile(oem, '$$/Setup/Scripts/SetupComplete.cmd', 'mine');
    await withStick(
      [installer('sources/$OEM$/$$/Setup/Scripts/setupcomplete.cmd'), { oem }],
      async (image) => {
        const scripts = '/sources/$OEM$/$$/Setup/Scripts';
        const [name = ''] = await namesIn(image, scripts);
        expect(new TextDecoder().decode(await contentIn(image, `${scripts}/${name}`))).toBe('mine');
      },
    );
  });

  test('a file of them that changes while the stick is written is found at the end', async () => {
    const own = join(room, 'changing');
    putFile(own, 'a.inf', 'before');
    await withStick([installer(), { drivers: own }], async (image) => {
      writeFileSync(join(own, 'a.inf'), 'behind it all');
      await expect(image.settle?.()).rejects.toMatchObject({ code: 'source-changed' });
    });
  });
});
