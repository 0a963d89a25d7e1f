import type { FoundFacts } from '../../../contract/failure/source-reasons.ts';

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

/** Disks of virtual machines. */
const virtualDisks: readonly Magic[] = [
  { magic: [0x51, 0x46, 0x49, 0xfb], is: { reason: 'qcow2' } },
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
];

/** What holds an image in a way of its own, with the program that takes it out. */
const containers: readonly Magic[] = [
  { magic: [0x3a, 0xff, 0x26, 0xed], is: { reason: 'android-sparse' } },
  named('MSWIM\0\0\0', { reason: 'wim' }),
  named('WLPWM\0\0\0', { reason: 'wim' }),
  named('partclone-image', { reason: 'partclone' }),
  other('encrcdsa', 'encrypted DMG'),
  other('PaRtImAgE-VoLuMe', 'Partimage'),
  other('\0ntfsclone-image', 'ntfsclone'),
  other('IsZ!', 'ISZ'),
  other('CISO', 'CSO'),
  other('DAA\0', 'DAA'),
  other('ECM\0', 'ECM'),
  other('MComprHD', 'CHD'),
  other('EVF\t\r\n\xff\0', 'EWF/E01'),
  other('MEDIA DESCRIPTOR', 'MDS'),
];

const archives: readonly Magic[] = [
  { magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], is: { reason: '7-zip' } },
  { magic: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], is: { reason: 'rar' } },
  { magic: [0x50, 0x4b, 0x05, 0x06], is: { reason: 'zip-empty' } },
  named('ustar', { reason: 'tar' }, 257),
  other('MSCF\0\0\0\0', 'CAB'),
  other('!<arch>\n', 'ar/deb'),
  other('\xed\xab\xee\xdb', 'RPM'),
  other('xar!', 'xar'),
  other('070701', 'cpio'),
  other('070707', 'cpio'),
];

/** What is often beside an image, or came in its place. */
const others: readonly Magic[] = [
  named('\x7fELF', { reason: 'program' }),
  named('MZ', { reason: 'program' }),
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
  named('-----BEGIN PGP', { reason: 'pgp' }),
];

/** All kinds, in the order they are looked for. */
export const magics: readonly Magic[] = [...virtualDisks, ...containers, ...archives, ...others];
