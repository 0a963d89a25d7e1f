import { inEnglish } from '../language.ts';
import { optionWords, type WordedId } from './options.ts';

/** What the manual says in place of the line in `--help`; the manual is in English only. */
const manuals: { readonly [I in WordedId]?: string } = {
  label:
    'volume label of at most 32 characters; by default what boot menus look for, or else the folder’s name',
  hybrid: 'whether the image boots from sticks too; by default where the medium can',
  bootFrom:
    'the original image of a folder’s files: boot images, boot code and the partition table are taken from it where the folder lacks them',
  joliet: 'whether the image has Joliet names, for Windows (default: yes)',
  rockRidge: 'whether the image has Rock Ridge names, for Linux and Unix (default: yes)',
  udf: 'whether the image has UDF 1.02 too; by default unless it costs much and nothing needs it',
  strict: 'fail (exit 7) if the image would lose something',
  isoLevel: 'the level of the plain ISO 9660 names; 4 adds a descriptor for long ones',
  relocate: 'folders deeper than eight levels are recorded in `rr_moved`, where old readers can see them',
  zisofs:
    'files are compressed in blocks (zisofs 1) where that saves sectors; Linux unpacks them as they are read. Files are compressed twice, the first time to learn their sizes. Without Joliet and UDF, which cannot mark such files; boot files are not compressed',
  fixedTime: 'seconds since 1970: every time in the image, so that the same folder gives the same bytes',
  hide: 'not shown in the ISO 9660 and Rock Ridge tree; the content stays in the image, and whatever boots from it still does',
  systemId: 'the system that may use it; at most 32 characters in the volume descriptor',
  createdAt: 'when it was created: `2026-11-22T12:00:00Z`, or seconds since 1970; default: now',
  verify: 'do not read the result back and compare it; the outcome is `done-unverified`',
  bmapFile:
    'a block map of the image; by default `NAME.bmap` beside the image, or beside it in its zip archive. Zeros that it leaves out are neither written nor compared',
  sha256:
    'the SHA-256 that the image must have, or the file it is packed in: 64 hexadecimal digits, in upper or lower case. Another one ends in exit 7 before the drive gets its beginning',
  hashFile:
    'a checksum file that says what the image must be, in any [form that is understood](#checksum-files-beside-an-image); it may name the image, the file it is packed in, or hold one hash alone. One from which nothing can be taken ends in exit 2',
  bmap: 'use no block map: everything is written and compared, even what one leaves out; `--receipt` does the same',
  discard:
    'discard the content of the drive first (TRIM); if it then reads as zeros, zeros need not be written. Refused if the drive does not support it',
  driveLabel: 'the name of the file system; at most 11 plain characters',
  log: 'append every event to a file, one JSON object per line',
  report: 'write the last event to a file; as CSV, with a line per target, if its name ends in `.csv`',
  dryRun:
    'print the plan, with the size, the label, the losses and whether `--delta` would pay off; change nothing',
  plain:
    'numbered questions and plain lines: no cursor movement, no colour (also with `TERM=dumb` or `ACCESSIBLE=1`)',
  color: 'use no colours (`NO_COLOR` works too)',
  lang: 'the language to use; by default that of `ISOWRIGHT_LANG`, `LC_ALL`, `LC_MESSAGES` or `LANG`. Output for programs does not change',
  force:
    'replace the output if it exists, and `FILE.sha256` beside it, which is otherwise refused too; a receipt is never replaced',
  yes: 'ask nothing. Every target then needs an identity: a `/dev/disk/by-id/…` path, `--expect-serial` or `--expect-size`',
  expectSerial:
    'the drive must have this serial number, otherwise exit 5. Given once for all targets, or once per target, in order',
  expectSize:
    'the drive must have this size, otherwise exit 5. Given once for all targets, or once per target, in order',
  expectBlank: 'the disc must be blank, otherwise exit 4: enough for a script, as nothing can be lost then',
  unmount: 'unmount whatever is mounted from the targets first; system drives are still refused',
};

/** What the manual says of an option or a flag; one sentence or more, without a full stop. */
export function manualText(id: WordedId): string {
  return inEnglish(() => manuals[id] ?? optionWords(id).help ?? '');
}
