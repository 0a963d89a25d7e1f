import type { Table } from '../../en/table.ts';

type Words = Pick<Table['options'], 'convertFormat' | 'mostlyEmpty' | 'split'>;

/** Optionen eines Abbilds, das in ein anderes Format gebracht wird. */
export const convertOptions: Words = {
  convertFormat: {
    title: 'Format',
    why: 'In welche Form das Abbild gebracht wird. Sonst sagt es die Endung der neuen Datei.',
    help: 'Format der neuen Datei: raw, vhd, vhd-fixed, qcow2, qcow2-zlib, qcow2-zstd, vmdk, cso, zstd, gzip, xz (sonst nach ihrem Namen)',
    valueName: 'Format',
    summary: { label: 'Format', text: (said: string) => said },
    values: {
      auto: [
        'nach Namen',
        'Die Endung sagt es: .vhd, .qcow2, .vmdk, .cso, .zst, .gz, .xz; jede andere: einfaches Abbild.',
      ],
      raw: ['einfach', 'Jedes Byte, wie es ist: So nehmen es Laufwerke, Discs und die meisten Programme.'],
      vhd: ['VHD, wachsend', 'Nur Blöcke, in denen etwas steht. Für Hyper-V, VirtualBox, QEMU.'],
      'vhd-fixed': ['VHD, fest', 'Das einfache Abbild mit einer Fußzeile dahinter. Für Azure und Hyper-V.'],
      qcow2: ['QCOW2', 'Nur Cluster, in denen etwas steht. Für QEMU und KVM.'],
      'qcow2-zlib': ['QCOW2, zlib', 'Mit zlib komprimierte Cluster, die jedes QEMU liest.'],
      'qcow2-zstd': ['QCOW2, zstd', 'Mit zstd komprimierte Cluster: schneller und kleiner, ab QEMU 5.1.'],
      vmdk: ['VMDK-Strom', 'Komprimiert, zum Einlesen in VMware und andere (stream-optimised).'],
      cso: ['CSO', 'Sektorweise gepackt, für PSP-Emulatoren und Abspieler. Bis 16 GiB.'],
      zstd: ['zstd', 'In Rahmen von 4 MiB komprimiert, mit einem Verzeichnis davon.'],
      gzip: ['gzip', 'So komprimiert, dass jedes Programm es liest.'],
      xz: ['xz', 'Am kleinsten, und langsam in der Herstellung.'],
    },
  },
  mostlyEmpty: {
    title: 'Fast leer',
    why: 'Nimmt auch eine Platte, die mehr als tausendmal so groß sein will wie ihre Datei.',
    help: 'auch eine Platte nehmen, die mehr als tausendmal so groß sein will wie ihre Datei',
  },
  split: {
    title: 'In Teilen zu',
    why: 'Mehrere Dateien, NAME.001, NAME.002 und so weiter, jede außer der letzten so groß: für Medien und Dienste, die keine größeren nehmen.',
    help: 'Dateien dieser Größe machen, etwa 2G: OUT.001, OUT.002, … (raw, vhd, vhd-fixed, qcow2)',
    empty: 'eine Datei',
    valueName: 'Größe',
    summary: { label: 'in Teilen zu', text: (said: string) => said },
  },
};
