import type { Key } from '../../../src/screens/keys/key.ts';
import type { Inside } from '../../../src/screens/wizard/inside/state.ts';
import { MIB } from '../../words/progress/replay.ts';
import { Driver, isoBytes } from '../drive-wizard.ts';
import { debian, disk, extracted, failed, listing, rootEntries, withLosses } from '../fake-insides.ts';
import { situation } from './situation.ts';

// An image is looked into, its files are walked through, taken out and changed.

const path = '/home/ann/isos/debian-12.9-amd64-netinst.iso';

const atSource = () => new Driver().keys('end', 'up', 'enter').listed();
const looking = () => atSource().type('debian-12.9').keys('enter');
const atLook = (found = debian) => looking().do({ do: 'looked-into', path, found });
const reading = () => atLook().keys('enter');

/** The folder that is open was read. */
export function insideListed(driver: Driver, entries = rootEntries): Driver {
  const { place, folder } = driver.asking.inside as Inside & { place: NonNullable<Inside['place']> };
  return driver.do({ do: 'inside-listed', place, folder: folder.path, listing: listing(entries) });
}

/** Among the files of the image. */
export const atInside = (): Driver => insideListed(reading());

/** A file of this machine was chosen to come in. */
export const withAdded = (driver: Driver = atInside()): Driver =>
  driver.keys('+').listed(undefined).type('notes').keys('enter');

export const changed = (): Driver =>
  withAdded()
    .type('md5')
    .do({ do: 'keys', keys: ['-'], atMs: driverLater })
    .do({ do: 'keys', keys: ['down', 'down', '='] as Key[], atMs: driverLater });

const driverLater = Number.MAX_SAFE_INTEGER / 2;

const rehearsed = (driver: Driver): Driver =>
  driver.dryRun({
    event: 'done',
    ok: true,
    exitCode: 0,
    outcome: 'done-unverified',
    report: {
      elapsedMs: 40,
      image: { path, sizeBytes: isoBytes + MIB, sha256: '', label: 'Debian' },
      forecast: [{ firmware: 'bios', medium: 'cd', boots: true, why: '' }],
    },
  });

export const atExtract = (): Driver =>
  atInside().keys('down', ' ', ' ', '>').listed('/home/ann', []).keys('enter');

const many = Array.from({ length: 100_000 }, (_, index) => {
  const text = `file-${String(index).padStart(6, '0')}.bin`;
  return { name: text, text, type: 'file' as const, sizeBytes: index };
});

const hostileEntries = [
  { name: 'a\u001b[2Jb', text: 'a\u001b[2Jb', type: 'file' as const, sizeBytes: 1 },
  { name: 'c\u202etxt.exe', text: 'c\u202etxt.exe', type: 'dir' as const, sizeBytes: 0 },
];

export const lookSituations = [
  situation('source', 'look', atSource),
  situation('look', 'looking', looking),
  situation('look', 'image', atLook),
  situation('look', 'disk', () => atLook(disk).keys('down', 'down', 'down')),
  situation('look', 'failed', () => atLook(failed)),
  situation('look', 'end', () => atLook().keys('end')),
  situation('help', 'look', () => atLook().keys('?')),
  situation('inside', 'reading', reading),
  situation('inside', 'root', atInside),
  situation('inside', 'link', () => atInside().type('deb')),
  situation('inside', 'marked', () => atInside().keys('down', ' ', 'down', ' ')),
  situation('inside', 'filter', () => atInside().type('/md5')),
  situation('inside', 'many', () => insideListed(reading(), many).keys('end')),
  situation('inside', 'hostile', () => insideListed(reading(), hostileEntries)),
  situation('inside', 'added', withAdded),
  situation('inside', 'changed', () => rehearsed(changed().type('x').keys('enter'))),
  situation('inside', 'renaming', changed),
  situation('inside', 'changes', () => changed().type('x').keys('enter', ':')),
  situation('inside', 'not-changed', () => atInside().keys('tab')),
  situation('inside', 'pick-folder', () => atInside().keys('down', '>').listed()),
  situation('inside', 'pick-file', () => atInside().keys('+').listed()),
  situation('help', 'inside', () => atInside().keys('?')),
  situation('extract', 'counting', atExtract),
  situation('extract', 'working', () =>
    atExtract().do({
      do: 'extracting',
      progress: { entries: 812, readBytes: 40 * MIB, totalBytes: 100 * MIB },
    }),
  ),
  situation('extract', 'stopping', () => atExtract().keys('escape')),
  situation('extract', 'done', () => atExtract().do({ do: 'extracted', end: extracted })),
  situation('extract', 'losses', () => atExtract().do({ do: 'extracted', end: withLosses })),
];
