import { Failure } from './failure.ts';

/** What installs programs on a system, in the order in which they are looked for. */
export const packageManagers = ['apt', 'dnf', 'pacman', 'zypper', 'apk', 'brew', 'winget'] as const;
export type PackageManager = (typeof packageManagers)[number];

type Packages = { readonly [M in PackageManager]?: string | readonly string[] };

const everywhere = (name: string): Packages => ({
  ...{ apt: name, dnf: name, pacman: name, zypper: name, apk: name },
});
const utilLinux = everywhere('util-linux');

/** The only place that knows which package holds a program: for `tool-missing` and for `doctor`. */
export const toolPackages = {
  lsblk: utilLinux,
  blkid: utilLinux,
  partx: utilLinux,
  blockdev: utilLinux,
  blkdiscard: utilLinux,
  umount: { ...utilLinux, apt: 'mount' },
  sudo: everywhere('sudo'),
  doas: { apt: 'doas', dnf: 'opendoas', pacman: 'opendoas', zypper: 'opendoas', apk: 'doas' },
  pkexec: { apt: 'pkexec', dnf: 'polkit', pacman: 'polkit', zypper: 'pkexec', apk: 'polkit' },
  'systemd-inhibit': { apt: 'systemd', dnf: 'systemd', pacman: 'systemd', zypper: 'systemd' },
  'elogind-inhibit': { apk: 'elogind' },
  smartctl: {
    ...everywhere('smartmontools'),
    ...{ brew: 'smartmontools', winget: 'smartmontools.smartmontools' },
  },
  getfattr: everywhere('attr'),
  'grub-mkimage': {
    ...{ apt: 'grub-pc-bin', dnf: ['grub2-tools', 'grub2-pc-modules'], pacman: 'grub' },
    ...{ zypper: ['grub2', 'grub2-i386-pc'], apk: ['grub', 'grub-bios'] },
  },
  'grub2-mkimage': { dnf: ['grub2-tools', 'grub2-pc-modules'], zypper: ['grub2', 'grub2-i386-pc'] },
  syslinux: everywhere('syslinux'),
  fuseiso: { apt: 'fuseiso', dnf: 'fuseiso', pacman: 'fuseiso', zypper: 'fuseiso' },
  nbdfuse: { apt: 'libnbd-bin', dnf: 'nbdfuse', pacman: 'libnbd', zypper: 'libnbd-progs' },
  'qemu-system-x86_64': {
    ...{ apt: ['qemu-system-x86', 'ovmf'], dnf: ['qemu-system-x86-core', 'edk2-ovmf'] },
    ...{ pacman: ['qemu-system-x86', 'edk2-ovmf'], zypper: ['qemu-x86', 'qemu-ovmf-x86_64'] },
    ...{ apk: ['qemu-system-x86_64', 'ovmf'], brew: 'qemu', winget: 'SoftwareFreedomConservancy.QEMU' },
  },
  xz: { ...everywhere('xz'), apt: 'xz-utils', brew: 'xz' },
  bzip2: { ...everywhere('bzip2'), brew: 'bzip2' },
  gpg: {
    ...{ apt: 'gpg', dnf: 'gnupg2', pacman: 'gnupg', zypper: 'gpg2', apk: 'gnupg' },
    ...{ brew: 'gnupg', winget: 'GnuPG.GnuPG' },
  },
  xorriso: { ...everywhere('xorriso'), pacman: 'libisoburn', brew: 'xorriso' },
  sqv: { apt: 'sqv', dnf: 'sequoia-sqv', pacman: 'sequoia-sqv', zypper: 'sequoia-sqv' },
} as const satisfies Readonly<Record<string, Packages>>;

/** A program of the system that isowright can use. */
export type Tool = keyof typeof toolPackages;

/** Those it takes to have a program; none where nobody packs it. */
export function packagesOf(tool: Tool, manager: PackageManager): string[] {
  const packages: Packages = toolPackages[tool];
  return [packages[manager] ?? []].flat();
}

/** What each of them is told to do, before the names of packages. */
const installing: { readonly [M in PackageManager]: string } = {
  ...{ apt: 'install', dnf: 'install', pacman: '-S', zypper: 'install', apk: 'add', brew: 'install' },
  winget: 'install',
};

/** The command that installs packages, whoever may run it. */
export function installCommand(manager: PackageManager, packages: readonly string[]): string {
  return [manager, installing[manager], ...packages].join(' ');
}

/** @param what of the program needs it: an option, or a part of a job */
export function toolMissing(tool: Tool, what: string): Failure<'tool-missing'> {
  return new Failure('tool-missing', { tool, package: packagesOf(tool, 'apt').join(' ') || tool, what });
}

/** The same of a program that was to burn a disc in our place: without it, no drive can be used. */
export function engineMissing(program: Tool): Failure<'engine-missing'> {
  return new Failure('engine-missing', { program, package: packagesOf(program, 'apt').join(' ') || program });
}
