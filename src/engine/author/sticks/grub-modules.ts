/** What `grub-mkimage` calls the computers that a stick is for. */
export type GrubPlatform = 'i386-pc';

/** What menus of live systems and installers ask for, and what reads the media they lie on. */
const everywhere = [
  ...['part_msdos', 'part_gpt', 'fat', 'exfat', 'ext2', 'iso9660', 'udf', 'ntfs', 'loopback'],
  ...['normal', 'configfile', 'search', 'search_label', 'search_fs_uuid', 'search_fs_file'],
  ...['linux', 'chain', 'multiboot', 'multiboot2', 'test', 'true', 'echo', 'eval', 'regexp', 'read', 'sleep'],
  ...['keystatus', 'ls', 'cat', 'halt', 'reboot', 'all_video', 'video', 'font', 'gfxterm'],
  ...[
    'gfxterm_background',
    'gfxterm_menu',
    'gfxmenu',
    'png',
    'jpeg',
    'tga',
    'serial',
    'terminal',
    'terminfo',
  ],
  ...['loadenv', 'minicmd', 'cpuid', 'probe', 'gzio', 'xzio', 'lzopio', 'squash4', 'memdisk', 'gettext'],
  ...['password', 'password_pbkdf2', 'help', 'progress', 'cmp', 'date', 'hashsum', 'smbios', 'syslinuxcfg'],
];

const only: Readonly<Record<GrubPlatform, readonly string[]>> = {
  'i386-pc': ['biosdisk', 'linux16', 'ntldr', 'vbe', 'vga', 'video_bochs', 'video_cirrus', 'at_keyboard'],
};

/** Modules for one platform; not every GRUB has all of them. */
export function grubModules(platform: GrubPlatform): readonly string[] {
  return [...only[platform], ...everywhere];
}
