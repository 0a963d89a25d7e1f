import type { Inspection } from '../../src/engine/contract/events/inspection.ts';
import type {
  ExtractEnd,
  InsideEntry,
  InsideListing,
  LookedInto,
} from '../../src/engine/contract/ports/inside.ts';
import type { WizardPorts } from '../../src/screens/ports.ts';
import { MIB } from '../words/progress/replay.ts';

const day = (date: string) => Date.parse(`${date}T12:00:00Z`);

const inspection: Inspection = {
  kind: 'iso9660',
  sizeBytes: 631 * MIB,
  volumes: [
    { standard: 'rock-ridge', label: 'Debian 12.9.0 amd64 n' },
    { standard: 'joliet', label: 'Debian 12.9.0 am' },
    { standard: 'fat', label: 'EFI', table: 'mbr', number: 2 },
  ],
  boot: {
    elTorito: [],
    mbr: {
      diskId: 1,
      code: 'isolinux',
      partitions: [
        { number: 1, active: true, type: 0x83, startBlock: 0, blocks: (631 * MIB) / 512 },
        { number: 2, active: false, type: 0xef, startBlock: 8192, blocks: (10 * MIB) / 512 },
      ],
    },
    gpt: null,
  },
  forecast: [
    { firmware: 'bios', medium: 'cd', boots: true, why: 'isolinux in the boot catalogue' },
    { firmware: 'bios', medium: 'usb', boots: true, why: 'isolinux in the first sector' },
    { firmware: 'uefi-x64', medium: 'cd', boots: true, why: 'an EFI system partition in the boot catalogue' },
    { firmware: 'uefi-x64', medium: 'usb', boots: false, why: 'no EFI system partition' },
  ],
  notes: [{ code: 'gpt-not-at-end' }],
  standards: {
    deviations: [{ rule: 'iso.path-table.differ', section: 'ECMA-119 §6.9.2', atByte: 40_960 }],
    inPart: 'far-enough',
  },
};

/** What a Debian image looks like from outside. */
export const debian: LookedInto = {
  ok: true,
  inspection,
  published: [
    {
      algorithm: 'sha256',
      hash: '9f2c41d07be86a5512d3c4ffa01be9934ddc72e1b0a95f36e8d7461025cbaf38',
      file: '/home/ann/isos/SHA256SUMS',
    },
  ],
  partitions: [
    { table: 'mbr', number: 1, startByte: 0, lengthBytes: 631 * MIB },
    { table: 'mbr', number: 2, startByte: 4 * MIB, lengthBytes: 10 * MIB },
  ],
};

/** A disk of four partitions, one of them extended. */
export const disk: LookedInto = {
  ok: true,
  inspection: {
    kind: 'disk',
    sizeBytes: 1_024 * MIB,
    volumes: [
      { standard: 'fat', label: 'EFI', table: 'mbr', number: 1 },
      { standard: 'ext4', label: 'root', table: 'mbr', number: 5 },
    ],
    boot: { elTorito: [], mbr: { ...inspection.boot.mbr!, partitions: [] }, gpt: null },
    forecast: [],
    notes: [],
  },
  published: [],
  partitions: [
    { table: 'mbr', number: 1, startByte: MIB, lengthBytes: 100 * MIB },
    { table: 'mbr', number: 2, startByte: 101 * MIB, lengthBytes: 700 * MIB, isContainer: true },
    { table: 'mbr', number: 5, startByte: 102 * MIB, lengthBytes: 500 * MIB },
    { table: 'mbr', number: 6, startByte: 604 * MIB, lengthBytes: 2 * MIB },
  ],
};

export const failed: LookedInto = {
  ok: false,
  failure: { code: 'source-unreadable', facts: { path: '/home/ann/isos/x.iso', errno: 'EIO', atByte: 2048 } },
};

const file = (text: string, sizeBytes: number): InsideEntry => ({
  name: text,
  text,
  type: 'file',
  sizeBytes,
  modifiedAtMs: day('2025-01-11'),
});
const folder = (text: string): InsideEntry => ({ ...file(text, 0), type: 'dir' });

export const rootEntries: readonly InsideEntry[] = [
  folder('boot'),
  folder('EFI'),
  folder('pool'),
  { ...file('debian', 0), type: 'symlink', target: '.' },
  file('md5sum.txt', 98_304),
  file('README.html', 4_211),
  file('win32-loader.ini', 194),
];

export const listing = (entries: readonly InsideEntry[] = rootEntries): InsideListing => ({
  ok: true,
  standard: 'rock-ridge',
  label: 'Debian 12.9.0 amd64 n',
  entries,
});

export const extracted: ExtractEnd = { entries: 2, sizeBytes: 102_515, failed: [], skipped: [] };

export const withLosses: ExtractEnd = {
  entries: 12,
  sizeBytes: 102_515,
  failed: [
    { path: '/pool/main/x.deb', type: 'file', code: 'damaged' },
    { path: '/README.html', type: 'file', code: 'in-the-way' },
  ],
  skipped: [{ path: '/dev/console', type: 'char-device' }],
};

/** An image that holds these files everywhere. */
export const fakeInsides: WizardPorts['insides'] = {
  look: async () => debian,
  list: async (_, at) => (at === '' ? listing() : listing([file('inner.txt', 12)])),
  extract: async () => extracted,
};
