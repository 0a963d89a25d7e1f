import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { putFile } from '../engine/author/boot/trees.ts';
import { rig, run } from '../fakes/rigs.ts';

/** Folders with real loaders, put together from what is installed; each says `isowright NAME ready` when it starts. */

const READY_GRUB = 'serial --unit=0\nterminal_output console serial\n';

export function isolinuxTree(folder: string): void {
  mkdirSync(join(folder, 'isolinux'), { recursive: true });
  copyFileSync('/usr/lib/ISOLINUX/isolinux.bin', join(folder, 'isolinux/isolinux.bin'));
  copyFileSync('/usr/lib/syslinux/modules/bios/ldlinux.c32', join(folder, 'isolinux/ldlinux.c32'));
  const menu = [
    'SERIAL 0',
    'PROMPT 1',
    'SAY isowright isolinux ready',
    'DEFAULT none',
    'LABEL none',
    'KERNEL /none',
  ];
  putFile(folder, 'isolinux/isolinux.cfg', `${menu.join('\n')}\n`);
}

const MODULES = [
  'iso9660',
  'fat',
  'part_gpt',
  'part_msdos',
  'normal',
  'search',
  'search_fs_file',
  'configfile',
  'serial',
  'terminal',
  'echo',
  'sleep',
];
const SEARCH =
  'search --file --set=root /boot/grub/grub.cfg\nset prefix=($root)/boot/grub\nconfigfile /boot/grub/grub.cfg\n';

function grubImage(folder: string, format: string, path: string, more: readonly string[]): void {
  const early = `${folder}.${format}.cfg`;
  writeFileSync(early, SEARCH);
  mkdirSync(join(folder, path, '..'), { recursive: true });
  const args = ['-O', format, '-p', '/boot/grub', '-c', early, '-o', join(folder, path), ...MODULES, ...more];
  const { status, stderr } = run('grub-mkimage', args);
  if (status !== 0) throw new Error(stderr);
}

export function grubMenu(folder: string, name: string, further = 'sleep 60\n'): void {
  putFile(folder, 'boot/grub/grub.cfg', `${READY_GRUB}echo "isowright ${name} ready"\n${further}`);
}

export function grubBios(folder: string): void {
  grubImage(folder, 'i386-pc-eltorito', 'boot/grub/i386-pc/eltorito.img', ['biosdisk']);
}

export function grubEfi(folder: string): void {
  grubImage(folder, 'x86_64-efi', 'EFI/BOOT/BOOTX64.EFI', []);
}

type SignedFile = 'shim' | 'signed_grub_cd' | 'mok_manager' | 'kernel';

/** Copies Debian's signed loaders and kernel to places in a folder. */
function copySigned(folder: string, files: Partial<Record<SignedFile, string>>): void {
  const paths = Object.fromEntries(
    rig('setup.sh', 'paths')
      .split('\n')
      .map((line) => line.split('=') as [string, string]),
  );
  for (const [from, to] of Object.entries(files)) {
    mkdirSync(join(folder, to, '..'), { recursive: true });
    copyFileSync(paths[from]!, join(folder, to));
  }
}

const signedLoaders = {
  shim: 'EFI/BOOT/BOOTX64.EFI',
  signed_grub_cd: 'EFI/BOOT/grubx64.efi',
  mok_manager: 'EFI/BOOT/mmx64.efi',
} as const;

/** Debian's signed loaders and kernel, as a Debian medium has them. */
export function secureTree(folder: string): void {
  copySigned(folder, { ...signedLoaders, kernel: 'live/vmlinuz' });
  putFile(folder, '.disk/info', 'isowright');
  grubMenu(folder, 'secure', 'set timeout=0\nmenuentry x {\n linux /live/vmlinuz console=ttyS0\n}\n');
}

/** Debian's installer, from its package: isolinux for BIOS, the signed loaders for UEFI, one kernel for both. */
export function installerTree(folder: string): void {
  const deb = installerPackage();
  const unpacked = `${folder}.package`;
  if (run('dpkg-deb', ['-x', deb, unpacked]).status !== 0) throw new Error(`cannot unpack ${deb}`);
  const from = join(unpacked, 'usr/lib/debian-installer/images/12/amd64/text/debian-installer/amd64');
  isolinuxTree(folder);
  copySigned(folder, signedLoaders);
  mkdirSync(join(folder, 'install.amd'));
  copyFileSync(join(from, 'linux'), join(folder, 'install.amd/vmlinuz'));
  copyFileSync(join(from, 'initrd.gz'), join(folder, 'install.amd/initrd.gz'));
  rmSync(unpacked, { recursive: true });
  const command = 'console=ttyS0 ---';
  const menu = [
    'SERIAL 0',
    'DEFAULT install',
    'LABEL install',
    'KERNEL /install.amd/vmlinuz',
    `APPEND initrd=/install.amd/initrd.gz ${command}`,
  ];
  putFile(folder, 'isolinux/isolinux.cfg', `${menu.join('\n')}\n`);
  putFile(folder, '.disk/info', 'isowright');
  const entry = `linux /install.amd/vmlinuz ${command}\ninitrd /install.amd/initrd.gz\n`;
  grubMenu(folder, 'installer', `set timeout=0\nmenuentry install {\n${entry}}\n`);
}

/** Fetched once, 133 MB. */
function installerPackage(): string {
  const cache = join(process.env.RIG_CACHE ?? join(homedir(), '.cache/isowright-rigs'), 'installer');
  mkdirSync(cache, { recursive: true });
  const there = () => readdirSync(cache).find((name) => name.endsWith('.deb'));
  if (!there())
    run('apt-get', ['download', 'debian-installer-12-netboot-amd64'], { cwd: cache, timeoutMs: 280_000 });
  const name = there();
  if (!name) throw new Error('apt-get download debian-installer-12-netboot-amd64 brought nothing');
  return join(cache, name);
}

/** The files of an image, as a person takes them out. */
export function extracted(image: string, folder: string): void {
  const { status, stderr } = run('xorriso', ['-osirrox', 'on', '-indev', image, '-extract', '/', folder]);
  if (status !== 0) throw new Error(stderr);
  run('chmod', ['-R', 'u+w', folder]);
}
