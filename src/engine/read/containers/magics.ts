import type { FoundFacts } from '../../contract/failure/source-reasons.ts';

/** A kind of file, by bytes at a fixed place. */
export interface Magic {
  readonly atByte?: number;
  readonly magic: readonly number[];
  readonly is: FoundFacts;
}

function ascii(text: string): number[] {
  return [...Buffer.from(text, 'latin1')];
}

function named(text: string, is: FoundFacts, atByte = 0): Magic {
  return { atByte, magic: ascii(text), is };
}

/** `driver`: what qemu-img calls it. */
function disk(text: string, format: string, driver: string, atByte = 0): Magic {
  return named(text, { reason: 'virtual-disk', format, driver }, atByte);
}

function other(text: string, format: string, atByte = 0): Magic {
  return named(text, { reason: 'other-file', format }, atByte);
}

/** Some program makes the image of it, or takes out what it holds (`words/container-commands.ts`). */
function held(text: string, format: string, atByte = 0): Magic {
  return named(text, { reason: 'container', format }, atByte);
}

function firmware(text: string, format: string, atByte = 0): Magic {
  return named(text, { reason: 'flash-image', format }, atByte);
}

/** Disks of virtual machines. */
const virtualDisks: readonly Magic[] = [
  disk('QFI\xfb\0\0\0\x01', 'QCOW', 'qcow'),
  named('QFI\xfb', { reason: 'qcow2' }),
  disk('conectix', 'VHD', 'vpc'),
  disk('vhdxfile', 'VHDX', 'vhdx'),
  disk('KDMV', 'VMDK', 'vmdk'),
  disk('COWD', 'VMDK', 'vmdk'),
  disk('# Disk DescriptorFile', 'VMDK', 'vmdk'),
  disk('\x7f\x10\xda\xbe', 'VDI', 'vdi', 0x40),
  disk('QED\0', 'QED', 'qed'),
  disk('WithoutFreeSpace', 'Parallels', 'parallels'),
  disk('WithouFreSpacExt', 'Parallels', 'parallels'),
  disk('Bochs Virtual', 'Bochs', 'bochs'),
  disk('#!/bin/sh\n#V2.0 Format\n', 'cloop', 'cloop'),
];

/** What holds an image in a way of its own, with the program that takes it out. */
const containers: readonly Magic[] = [
  { magic: [0x3a, 0xff, 0x26, 0xed], is: { reason: 'android-sparse' } },
  named('MSWIM\0\0\0', { reason: 'wim' }),
  named('WLPWM\0\0\0', { reason: 'wim' }),
  named('partclone-image', { reason: 'partclone' }),
  held('encrcdsa', 'encrypted-DMG'),
  held('sprs', 'Apple-sparse'),
  held('PaRtImAgE-VoLuMe', 'Partimage'),
  held('\0ntfsclone-image', 'ntfsclone'),
  held('FsA0', 'FSArchiver'),
  held('btrfs-stream\0', 'Btrfs-stream'),
  held('xFSdump0', 'xfsdump'),
  other('\xfe\xef\x01', 'Norton-Ghost'),
  other('\xb4\x6e\x68\x44', 'Acronis-TIB'),
  other('\xce\x24\xb9\xa2', 'Acronis-TIB'),
  other('IsZ!', 'ISZ'),
  held('CISO', 'CSO'),
  held('ZISO', 'ZSO'),
  held('DAX\0', 'DAX'),
  held('DAA\0', 'DAA'),
  other('GBI\0', 'GBI'),
  held('ECM\0', 'ECM'),
  held('MComprHD', 'CHD'),
  held('EVF\t\r\n\xff\0', 'EWF/E01'),
  held('EVF2\r\n\x81\0', 'EWF/Ex01'),
  held('AFF10\r\n\0', 'AFF'),
  held('MEDIA DESCRIPTOR', 'MDS'),
  other('BWT5 STREAM SIGN', 'BlindWrite'),
  held('JigsawDownload', 'jigdo-template'),
  held('SignedImage ', 'FFU', 4),
  held('WBFS', 'WBFS'),
  held('RVZ\x01', 'RVZ'),
  held('WIA\x01', 'WIA'),
];

const archives: readonly Magic[] = [
  { magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], is: { reason: '7-zip' } },
  { magic: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], is: { reason: 'rar' } },
  { magic: [0x50, 0x4b, 0x05, 0x06], is: { reason: 'zip-empty' } },
  named('ustar', { reason: 'tar' }, 257),
  held('MSCF\0\0\0\0', 'CAB'),
  held('!<arch>\n', 'ar/deb'),
  held('\xed\xab\xee\xdb', 'RPM'),
  held('xar!', 'xar'),
  held('0707', 'cpio'),
];

/** What a program of its own maker brings into a device, and no drive starts from. */
const flashImages: readonly Magic[] = [
  firmware('ANDROID!', 'Android-boot'),
  firmware('VNDRBOOT', 'Android-boot'),
  firmware('CrAU', 'Android-payload'),
  firmware('AVB0', 'Android-vbmeta'),
  firmware('IMAGEWTY', 'Allwinner'),
  firmware('RKFW', 'Rockchip'),
  firmware('RKAF', 'Rockchip'),
  firmware('\x56\x19\xb5\x27', 'Amlogic', 8),
  firmware('\x27\x05\x19\x56', 'U-Boot'),
  firmware('\xd0\x0d\xfe\xed', 'FIT'),
  firmware('UBI#', 'UBI'),
  firmware('HDR0', 'TRX'),
  firmware('UF2\n', 'UF2'),
];

/** Of macOS: one processor in both widths, and several at once. */
const machPrograms = ['\xce\xfa\xed\xfe', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe'];

/** What is often beside an image, or came in its place. */
const others: readonly Magic[] = [
  named('\x7fELF', { reason: 'program' }),
  named('MZ', { reason: 'program' }),
  ...machPrograms.map((text) => named(text, { reason: 'program' })),
  other('%PDF-', 'PDF'),
  other('\x89PNG\r\n\x1a\n', 'PNG'),
  other('\xff\xd8\xff', 'JPEG'),
  other('GIF8', 'GIF'),
  other('SQLite', 'SQLite'),
  other('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'OLE/MSI'),
  other('OggS', 'Ogg'),
  other('fLaC', 'FLAC'),
  other('\x1a\x45\xdf\xa3', 'Matroska'),
  other('L\0\0\0\x01\x14\x02\0', 'LNK'),
  other('ftyp', 'MP4', 4),
  other('RIFF', 'WAV/AVI'),
  other('ID3', 'MP3'),
  other('zsync: ', 'zsync'),
  other('age-encryption.org/', 'age'),
  other('untrusted\x20comment', 'signify/minisign'),
  named('-----BEGIN PGP', { reason: 'pgp' }),
];

/** All kinds, in the order they are looked for. */
export const magics: readonly Magic[] = [
  ...virtualDisks,
  ...containers,
  ...archives,
  ...flashImages,
  ...others,
];
