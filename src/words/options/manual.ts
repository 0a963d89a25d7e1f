import { inEnglish } from '../language.ts';
import { optionWords, type WordedId } from './options.ts';

/** What the manual says in place of the line of `--help`; the manual is in English only. */
const manuals: { readonly [I in WordedId]?: string } = {
  label:
    'volume label, at most 32 characters; otherwise what boot menus look for, else from the folder’s name',
  hybrid: 'whether sticks start from the image too; default: where the medium can',
  bootFrom:
    'the original image of a folder’s files: boot images, boot code and the partition table are taken from it where the folder lacks them',
  joliet: 'whether it has Joliet names, for Windows (default: yes)',
  rockRidge: 'whether it has Rock Ridge names, for Linux and Unix (default: yes)',
  udf: 'whether it has UDF 1.02 too; default: unless it costs much and nothing needs it',
  strict: 'fail (exit 7) when the image would lose something',
  isoLevel: 'of the plain ISO 9660 names; 4 adds a descriptor for long ones',
  relocate: 'folders deeper than eight levels are recorded in `rr_moved`, where old readers can see them',
  zisofs:
    'files are packed in blocks (zisofs 1) where that spares sectors; Linux unpacks them as they are read. Files are packed twice, first to know their sizes. Without Joliet and UDF, which cannot say it; what starts a computer is not packed',
  fixedTime: 'seconds since 1970: every time in the image, so that the same folder gives the same bytes',
  hide: 'not shown in the ISO 9660 and Rock Ridge tree; the content stays in the image, and what boots from it still does',
  systemId: 'the system that may use it; 32 characters of the volume descriptor',
  createdAt: 'when it was made: `2026-11-22T12:00:00Z`, or seconds since 1970; default: now',
  verify: 'not read back and compared; the outcome is `done-unverified`',
  bmapFile:
    'a block map of the image; without it `NAME.bmap` beside the image, or beside it in its zip archive. Zeros it leaves out are neither written nor compared',
  sha256:
    'the SHA-256 that the image must have, or the file it is packed in: 64 hexadecimal digits, in upper or lower case. Another one ends in exit 7 before the drive gets its beginning',
  hashFile:
    'a checksum file that says what the image must be, in any [form that is understood](#checksum-files-beside-an-image); it may name the image, the file it is packed in, or hold one hash alone. One from which nothing can be taken ends in exit 2',
  bmap: 'no block map: everything is written and compared, also what one leaves out; so does `--receipt`',
  discard:
    'has the drive forget its content first (TRIM); where it then gives zeros, zeros need no write. Refused where the drive cannot',
  driveLabel: 'name of the file system; at most 11 plain characters',
  log: 'append every event to a file, one JSON object a line',
  report: 'write the last event to a file; CSV with a line a target when its name ends with `.csv`',
  dryRun:
    'print the plan, and with it the size, the label, the losses and whether `--delta` would pay; change nothing',
  plain: 'numbered questions and lines: no cursor movement, no colour (also `TERM=dumb`, `ACCESSIBLE=1`)',
  color: 'no colours (`NO_COLOR` works too)',
  lang: 'the language that is spoken; otherwise that of `ISOWRIGHT_LANG`, `LC_ALL`, `LC_MESSAGES` or `LANG`. What programs read stays as it is',
  force:
    'replace the output when it exists, and `FILE.sha256` beside it, which else is refused too; a receipt is never replaced',
  yes: 'no question. Every target then needs an identity: a `/dev/disk/by-id/…` path, `--expect-serial` or `--expect-size`',
  expectSerial:
    'the drive must have this serial, else exit 5. Given once for all targets, or one a target in order',
  expectSize:
    'the drive must have this size, else exit 5. Given once for all targets, or one a target in order',
  unmount: 'unmount what is mounted from the targets first; system drives stay refused',
};

/** What the manual says of an option or a flag; one sentence or more, without a full stop. */
export function manualText(id: WordedId): string {
  return inEnglish(() => manuals[id] ?? optionWords(id).help ?? '');
}
