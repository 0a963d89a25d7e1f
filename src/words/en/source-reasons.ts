import type {
  ChangeReasons,
  FoundReasons,
  ResumeReasons,
  SourcePart,
} from '../../engine/contract/failure/source-reasons.ts';
import { containerCommands } from './container-commands.ts';

/** Facts with lists in words. */
interface ToldFound extends Omit<FoundReasons, 'container' | 'zip-without-image' | 'zip-of-several'> {
  /** `command` is empty where none is known. */
  container: { format: string; command: string };
  'zip-without-image': { entries: string };
  'zip-of-several': { entries: string };
}

const found: { readonly [R in keyof ToldFound]: (facts: ToldFound[R]) => string } = {
  folder: (_f) => 'a folder; make an image of it first',
  'no-regular-file': (_f) => 'not a regular file',
  device: (_f) => 'a drive or a partition; save it as an image first: isowright read DEVICE -o FILE',
  pipe: (_f) => 'a pipe; to read from one, give - as the source: … | isowright write - DRIVE',
  'audio-disc': (_f) => 'an audio disc: music has no sectors of data, and isowright does not copy it',
  empty: (_f) => 'empty',
  'empty-disk': (f) => `a disk (${f.format}) with a size of 0 bytes, in which there is nothing`,
  '7-zip': (_f) => 'a 7-Zip archive; unpack it first: 7z x',
  rar: (_f) => 'a RAR archive; unpack it first: unrar x',
  qcow2: (_f) => 'a QCOW2 virtual disk; convert it first: qemu-img convert -f qcow2 -O raw FROM TO',
  tar: (_f) => 'a tar archive; unpack it first: tar -xf',
  'web-page': (_f) => 'a web page, not a download',
  'virtual-disk': (f) =>
    `a ${f.format} virtual disk; convert it first: qemu-img convert -f ${f.driver} -O raw FROM TO`,
  dmg: (_f) => 'an Apple disk image (DMG); convert it first: dmg2img FROM TO, or 7z x',
  'android-sparse': (_f) => 'an Android sparse image; convert it first: simg2img FROM TO',
  wim: (_f) =>
    'a Windows image archive (WIM), which is not a disk image: it belongs on a stick among the files of Windows Setup; ls and extract read its files',
  partclone: (_f) => 'a partclone image; restore it with partclone.restore',
  'raw-sectors': (_f) =>
    'a disc image with raw sectors of 2352 bytes; convert it to an ISO first: bchunk FROM CUE TO',
  program: (_f) => 'a program',
  torrent: (_f) => 'a torrent; open it in a BitTorrent program, which fetches the image',
  pgp: (_f) => 'a signature, a key or an encrypted message (PGP)',
  'lfs-pointer': (_f) => 'a Git LFS pointer, which only names the image; fetch it first: git lfs pull',
  'checksum-file': (_f) => 'a list of checksums',
  text: (f) => (f.format === '' ? 'a text' : `a text (${f.format})`),
  zeros: (_f) => 'nothing but zeros',
  container: (f) =>
    `not a plain image (${f.format}); convert or unpack it first${f.command && `: ${f.command}`}`,
  'flash-image': (f) =>
    `firmware (${f.format}) for its maker’s own flashing program; no machine boots from it on a drive`,
  'other-file': (f) => `a file of another kind (${f.format})`,
  'no-file-list': (_f) => 'not an image whose files can be listed',
  'no-disc': (_f) => 'not an image of a disc (ISO 9660 or UDF); only the files of those are laid out anew',
  'file-system': (f) => `a file system (${f.format}) whose files are not listed here; mount it to read them`,
  partitions: (_f) =>
    'a disk with partitions, whose files are not listed here; inspect names them, and losetup -P shows them to mount',
  'packed-twice': (f) => `compressed more than once (${f.inner} inside); unpack it first`,
  'packed-disk': (f) =>
    `a virtual disk or disc (${f.disk}), compressed (${f.packing}): it cannot be read in order; unpack it first, then give the file that comes out`,
  'passing-disk': (f) =>
    `a virtual disk or disc (${f.disk}), which is read in any order: save it as a file first, then give that to isowright`,
  'passing-sheet': (f) =>
    `a sheet (${f.disk}) that names files beside it: save it and them to one folder first, then give it to isowright`,
  'zip-empty': (_f) => 'an empty zip archive',
  'zip-without-image': (f) => `a zip archive without an image in it (${f.entries})`,
  'zip-of-several': (f) =>
    `a zip archive with more than one image in it (${f.entries}); take out the one you mean: unzip`,
};

const changes: { readonly [R in keyof ChangeReasons]: (facts: ChangeReasons[R]) => string } = {
  size: (_f) => 'size',
  type: (_f) => 'type',
  content: (_f) => 'content',
  removed: (_f) => 'removed',
  'modification-time': (_f) => 'modification time',
  'another-file': (_f) => 'another file has its name',
  'times-put-back': (_f) => 'it was changed and its times were set back, or its permissions changed',
  resized: (_f) => 'its size changed',
  'written-to': (_f) => 'it was written to',
  'other-size': (f) => `it had ${f.expectedBytes} bytes and now has ${f.foundBytes}`,
  'read-otherwise': (_f) => 'a second reading gave different bytes from the first',
  'since-confirmed': (_f) => 'it has changed since it was confirmed',
  'shorter-on-server': (_f) => 'it is now shorter on the server',
  'other-on-server': (_f) => 'the server now sends different bytes',
  'other-etag': (_f) => 'the server now has another version of it (ETag)',
  'other-date': (_f) => 'the server now has another version of it (Last-Modified)',
  'other-size-on-server': (_f) => 'its size on the server has changed',
};

const parts: { readonly [P in SourcePart]: string } = {
  'compressed-data': 'the compressed data',
  'bzip2-block': 'a bzip2 block',
  'bzip2-header': 'a bzip2 header',
  'gzip-checksum': 'the checksum of a gzip member',
  'gzip-header': 'a gzip header',
  'lz4-frame': 'an lz4 frame',
  relay: 'the data that was passed on',
  'skippable-zstd-frame': 'a skippable zstd frame',
  'zip-archive': 'a zip archive',
  'zstd-frame': 'a zstd frame',
  'archive-entry': 'an entry of an archive',
};

const resume: { readonly [R in keyof ResumeReasons]: string } = {
  running: 'it is still running',
  proved: 'it is done and proved',
  'kept-nothing': 'a comparison keeps nothing to continue from',
  'input-gone': 'its source was standard input, which was not kept',
};

/** What a source turned out to be, what happened to it, and why a job cannot continue. */
export const sourceReasons = {
  found,
  changes,
  parts,
  resume,
  commands: containerCommands({ from: 'FROM', to: 'TO', target: 'TARGET' }),
  emptyArchive: 'it is empty',
  andMore: (names: string, more: number) => `${names} and ${more} more`,
  nameless: 'the source',
  startAnew: 'Start it again.',
  pipeAgain: (job: string) => `Pipe the same image in again: … | isowright resume ${job}`,
};
