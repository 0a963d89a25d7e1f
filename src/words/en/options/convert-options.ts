import type { OptionWords } from '../../options/option-words.ts';

/** Options of an image that is put into another format. */
export const convertOptions = {
  convertFormat: {
    title: 'Format',
    why: 'What the image is put into. By default, the end of the name of the new file says it.',
    help: 'format of the new file: raw, vhd, vhd-fixed, qcow2, qcow2-zlib, qcow2-zstd, vmdk, cso, zstd, gzip, xz (default: by its name)',
    valueName: 'format',
    summary: { label: 'format', text: (said: string) => said },
    values: {
      auto: [
        'by its name',
        'The end of the name says it: .vhd, .qcow2, .vmdk, .cso, .zst, .gz, .xz; any other: a plain image.',
      ],
      raw: ['plain', 'Every byte as it is: what drives, discs and most programs take.'],
      vhd: ['VHD, growing', 'Only blocks that hold something. For Hyper-V, VirtualBox, QEMU.'],
      'vhd-fixed': ['VHD, fixed', 'The plain image with a footer behind it. For Azure and Hyper-V.'],
      qcow2: ['QCOW2', 'Only clusters that hold something. For QEMU and KVM.'],
      'qcow2-zlib': ['QCOW2, zlib', 'Clusters compressed with zlib, which every QEMU reads.'],
      'qcow2-zstd': ['QCOW2, zstd', 'Clusters compressed with zstd: faster and smaller, from QEMU 5.1 on.'],
      vmdk: ['VMDK stream', 'Compressed, for import into VMware and others (stream-optimised).'],
      cso: ['CSO', 'Packed in sectors, for PSP emulators and players. Up to 16 GiB.'],
      zstd: ['zstd', 'Compressed in frames of 4 MiB, with a table of them.'],
      gzip: ['gzip', 'Compressed so that every program reads it.'],
      xz: ['xz', 'Smallest, and slow to make.'],
    },
  },
  mostlyEmpty: {
    title: 'Mostly empty',
    why: 'Takes a disk that claims more than a thousand times the size of its file.',
    help: 'take a disk that claims more than a thousand times the size of its file',
  },
  split: {
    title: 'In parts of',
    why: 'Several files, NAME.001, NAME.002 and so on, each of this size but the last: for media and services that take no larger ones.',
    help: 'make files of this size, such as 2G: OUT.001, OUT.002, … (raw, vhd, vhd-fixed, qcow2)',
    empty: 'one file',
    valueName: 'size',
    summary: { label: 'in parts of', text: (said: string) => said },
  },
} satisfies { readonly [id: string]: OptionWords };
