import type { UsageReasons } from '../../engine/contract/failure/usage-reasons.ts';
import type { ReasonWords } from '../reason-words.ts';
import { boot } from './boot.ts';

const reasons: ReasonWords<UsageReasons> = {
  'no-http-address': (f) => `${f.address} is not an http or https address`,
  'password-in-address': (_f) => 'an address with a password in it: leave out the part before the @',
  'address-as-shown': (f) => `${f.address} is a shortened form of an address: give the whole address`,
  'label-empty': (_f) => 'the label is empty',
  'label-long': (f) => `the label has ${f.length} characters; at most ${f.most} fit`,
  'label-control': (_f) => 'the label has control characters',
  'label-unfit': (f) =>
    `the label ${f.label} does not fit on FAT: at most ${f.most} letters, digits and some signs, none of * + , . / : ; < = > ? [ \\ ] |`,
  'receipt-of-stick': (_f) =>
    'a receipt tells of bytes that are the same on every drive, and these drives differ in size, or have a GPT: leave --receipt out, and use isowright verify with --files',
  'bios-unfit': (f) => `--bios ${f.loader} is not possible here. ${boot.notes[f.code](f.about, f.also)}`,
  'persistence-unfit': (_f) =>
    '--persistence is for live systems of Debian (boot=live) and Ubuntu (casper), and among these files is no menu entry of either: leave it out',
  'persistence-size': (f) =>
    `--persistence takes at least ${f.leastBytes / 2 ** 20} MiB and less than 16 TiB: a size as 4G, or rest`,
  'files-without-drive': (_f) =>
    '--files is about a drive, and its size decides what is written: name the drive too',
  'relocation-without-rock-ridge': (_f) => 'deep folders are relocated by Rock Ridge, and Rock Ridge is off',
  'no-file-system': (_f) => 'without ISO 9660 and without UDF there is no file system left',
  'md5-without-iso9660': (_f) => 'the media check is kept in an ISO 9660 descriptor, and UDF alone has none',
  'level-without-iso9660': (_f) => 'UDF alone has no ISO 9660 level',
  'zisofs-without-rock-ridge': (_f) =>
    'Rock Ridge marks the files that zisofs has compressed, and Rock Ridge is off',
  'zisofs-with-udf': (_f) => 'UDF cannot mark a file as compressed by zisofs: leave one of them out',
  'zisofs-with-checksums': (_f) =>
    'checksums are made of the files in the image, where zisofs has compressed them: leave one of them out',
  'zisofs-with-padding': (_f) => 'a file that changes cannot be padded once zisofs has compressed it',
  'links-inside-image': (_f) => 'links inside an image are not followed: leave --follow-links out',
  'image-compressed': (f) =>
    `${f.path} is compressed, and only an uncompressed image can be laid out anew: unpack it first`,
  'edit-missing': (f) =>
    `there is no ${f.path} in the image${f.near === undefined ? ': isowright ls shows what is there' : `, but there is ${f.near}: give the name as it is there`}`,
  'edit-no-folder': (f) =>
    `${f.at} is a ${f.kind} in the image, so ${f.path} cannot be in it${f.kind === 'link' ? ': links are not followed, name the folder that it leads to' : ': remove or rename it first'}`,
  'edit-folder-there': (f) =>
    `${f.path} is a folder in the image, and a file would take its place: write ${f.path}/ to put the file into it, or remove the folder first`,
  'edit-file-there': (f) =>
    `${f.path} is a file in the image, and a folder would take its place: remove it first, or give another path`,
  'edit-taken': (f) =>
    `${f.path} is already in the image: remove it first, or give the whole new path, with a name that is free`,
  'edit-into-itself': (f) => `${f.from} cannot be moved to ${f.to}, which is inside it`,
  'edit-no-file': (f) => `${f.path} is neither a file nor a folder, and only these can be put into an image`,
  'moved-folder-taken': (f) =>
    `the folder already has an entry named ${f.name}: rename it, or do not relocate folders`,
  'file-beyond-level': (f) =>
    `${f.path} is larger than 4 GiB, which ISO 9660 level ${f.level} cannot hold: use level 3`,
  'no-file-of-folder': (f) =>
    `${f.name} is named for the volume descriptor, but is not a file at the top of the folder`,
  'receipt-is-output': (f) => `this job already makes ${f.path}: give the receipt another name`,
  'session-on-drive': () =>
    '--session makes an image that shows that session; a drive would get the disc as it is. Save an image and write that to the drive',
  'no-such-session': (f) =>
    `there is no session ${f.session} with a file system; sessions found: ${f.sessions}`,
  'convert-twice': (f) =>
    `${f.path} is compressed and can only be read in order: convert it to a plain image first, then that one`,
  'convert-name': (f) =>
    `${f.path} has the name of a format (${f.format}) that it would not be in: let the name end in .qcow2, .vmdk, .vhd, .cso, .img, or .img.zst, .img.gz or .img.xz to compress it; or say with --format what it is to be`,
  'split-format': (f) =>
    `what is packed (${f.format}) is not made in parts, since its places are known only at the end: --split takes raw, vhd, vhd-fixed and qcow2`,
  'split-size': (f) => `--split takes whole MiB, such as 2G or 700M, and not ${f.splitBytes} bytes`,
  'split-parts': (f) => `${f.parts} parts are too many: at most ${f.most}, so give a larger size to --split`,
  'split-left-over': (f) =>
    `${f.path} is there, and would be read as one more part of what is made: remove it, or give another name`,
  'mostly-empty': (f) =>
    `${f.path} has ${f.fileBytes} bytes and claims to hold a disk of ${f.claimedBytes}: if that is right, add --mostly-empty`,
  'receipt-of-packed': (f) =>
    `a receipt (${f.path}) is about the bytes of an image, and the output is to be compressed: leave one of them out`,
  'map-of-image': (f) =>
    `${f.path} says what an image holds, and a scan writes no image: give the scan a --map of its own`,
  'map-is-output': (f) =>
    `${f.path} is already the image, or a file beside it: give the map (--map) a name of its own`,
  'map-no-file': (f) => `${f.path} is not a regular file, and the map (--map) is one: give another name`,
  'output-on-medium': (f) =>
    `${f.path} is on ${f.medium}, which is to be read, and nothing is written there: choose a place on another drive`,
  'output-format': (f) =>
    `${f.path} has the name of another format (${f.format}), but would hold the bytes as they were read: ${
      {
        convert: `save as ${f.plain}, then: isowright convert ${f.plain} -o ${f.path}`,
        pack: 'to compress it, let the name end in .zst, .gz or .xz; otherwise in .img',
        plain: 'let the name end in .img or .iso',
      }[f.way]
    }`,
  'output-is-link': (f) =>
    `${f.path} is a link, and what was begun is not continued through one: name the files it leads to (${f.target}), the image with -o and its map with --map`,
  'medium-is-folder': (f) =>
    `${f.path} is a folder, not a drive or a disc: to make an image from its files, use isowright make; to save the drive it is on, name that drive (isowright devices lists them)`,
  'medium-is-stream': (f) =>
    `${f.path} is neither a drive nor a regular file and cannot be read sector by sector: name a drive (isowright devices lists them) or an image file`,
  'medium-empty': (f) =>
    `${f.path} holds no bytes, so there is nothing to save: give another file, or the drive itself`,
  'no-windows-installer': (f) =>
    `answers, drivers and files for Windows Setup need a Windows installer (bootmgr and sources/install.wim, .esd or .swm), and ${f.path} is none`,
  'answers-twice': (_f) =>
    '--answer gives a whole answer file: leave out the other --answer-… options, or leave out the file',
  'answer-language': (f) =>
    `this medium has Windows in ${f.languages.join(', ')}, not in ${f.language}: give one of these to --answer-language; --answer-region and --answer-keyboard may be others`,
  'receipt-without-drive': (_f) => 'a receipt is compared with drives: name the drive too',
  'no-hash-file': (f) => `there is no file ${f.path}: --hash-file takes a checksum file`,
  'no-hash-in-file': (f) =>
    `no checksum of ${f.name} can be taken from ${f.path}: ${f.why ?? ''}; expected is a line with a hash and ${f.name}, or one hash alone`,
  'no-plain-file': (f) =>
    `${f.path} is not a regular file and is not replaced; to put an image on a drive, use isowright write`,
};

/** What is wrong with what was given or asked for. */
export const usage = { reasons };
