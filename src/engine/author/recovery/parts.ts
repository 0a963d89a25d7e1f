/** What of a package goes into the image; everything else of it stays out. */
export interface Part {
  readonly package: string;
  /** Programs by their names, wherever the package puts them. */
  readonly programs?: readonly string[];
  /** Further files: paths below `/usr` as they are in the image. */
  readonly files?: RegExp;
  /** Kernel modules, by their names. */
  readonly modules?: readonly string[];
}

/** The kernel comes as what this one needs: its own name has a version in it. */
export const KERNEL = 'linux-image-amd64';

/** The one list of packages that a recovery image is made of. */
export const baseParts: readonly Part[] = [
  { package: KERNEL },
  { package: 'busybox-static', programs: ['busybox'] },
  // busybox's shell prefers its own small tools to whatever stands in the path.
  { package: 'dash', programs: ['dash'] },
  { package: 'libc6', files: /^lib64\/ld-linux-x86-64\.so\.2$/ },
  { package: 'libstdc++6' },
  { package: 'util-linux', programs: ['lsblk', 'blkid', 'findmnt', 'wipefs', 'partx', 'blockdev'] },
  { package: 'mount', programs: ['mount', 'umount', 'losetup'] },
  { package: 'fdisk', programs: ['sfdisk'] },
  { package: 'dosfstools', programs: ['mkfs.fat', 'fsck.fat'] },
  { package: 'exfatprogs', programs: ['mkfs.exfat'] },
  { package: 'e2fsprogs', programs: ['mke2fs', 'e2fsck'] },
  { package: 'smartmontools', programs: ['smartctl'] },
  { package: 'kbd', programs: ['loadkeys'] },
  { package: 'console-data', files: /^share\/keymaps\/(i386\/|include\/)/ },
  { package: 'shim-signed' },
  { package: 'shim-helpers-amd64-signed' },
  { package: 'grub-efi-amd64-signed' },
  { package: 'isolinux' },
  { package: 'syslinux-common' },
];

/** What can be added, by its name behind `--with`. */
export const extraParts: Readonly<Record<string, readonly Part[]>> = {
  wim: [{ package: 'wimtools', programs: ['wimlib-imagex'] }],
  ntfs: [{ package: 'ntfs-3g', programs: ['ntfs-3g', 'ntfsfix', 'ntfsinfo', 'mkntfs'], modules: ['fuse'] }],
  lvm: [{ package: 'lvm2', programs: ['lvm'], modules: ['dm_mod', 'dm_snapshot'] }],
  md: [{ package: 'mdadm', programs: ['mdadm'], modules: ['raid0', 'raid1', 'raid10', 'raid456'] }],
  luks: [
    {
      package: 'cryptsetup-bin',
      programs: ['cryptsetup'],
      modules: ['dm_mod', 'dm_crypt', 'xts', 'aesni_intel'],
    },
  ],
  ssh: [{ package: 'dropbear-bin', programs: ['dropbear', 'dropbearkey'] }],
  ddrescue: [{ package: 'gddrescue', programs: ['ddrescue'] }],
  gdisk: [{ package: 'gdisk', programs: ['sgdisk'] }],
  squashfs: [{ package: 'squashfs-tools', programs: ['mksquashfs', 'unsquashfs'] }],
};

/**
 * Needed by none of the above that runs: for maintainer scripts, which are not carried out, for what stays out, or for logging in.
 * What is needed after all is found missing when libraries are gathered.
 */
export const withoutPackages: ReadonlySet<string> = new Set([
  'console-common',
  'debconf',
  'debconf-2.0',
  'dpkg',
  'grub-common',
  'grub2-common',
  'grub-efi-amd64-bin',
  'init-system-helpers',
  'initramfs-tools',
  'install-info',
  'kmod',
  'libpam0g',
  'libpam-modules',
  'libpam-runtime',
  'linux-base',
  'linux-initramfs-tool',
  'login',
  'logsave',
  'lsb-base',
  'mokutil',
  'openssl',
  'perl',
  'perl-base',
  'python3',
  'sensible-utils',
  'shim-signed-common',
  'sysvinit-utils',
  'ucf',
  'udev',
]);

/** Kernel modules that a recovery may need; what they need comes along. */
export const baseModules: readonly string[] = [
  ...[
    'loop',
    'squashfs',
    'overlay',
    'isofs',
    'udf',
    'vfat',
    'exfat',
    'ext4',
    'xfs',
    'btrfs',
    'hfsplus',
    'fuse',
  ],
  ...['nls_cp437', 'nls_ascii', 'nls_utf8', 'nls_iso8859_1', 'crc32c_generic', 'crc32c_intel', 'efivarfs'],
  ...[
    'sd_mod',
    'sr_mod',
    'sg',
    'ahci',
    'ata_piix',
    'ata_generic',
    'pata_acpi',
    'nvme',
    'vmd',
    'megaraid_sas',
    'mpt3sas',
  ],
  ...[
    'usb_storage',
    'uas',
    'xhci_pci',
    'ehci_pci',
    'ohci_pci',
    'uhci_hcd',
    'usbhid',
    'hid_generic',
    'i8042',
    'atkbd',
  ],
  ...[
    'mmc_block',
    'sdhci_pci',
    'sdhci_acpi',
    'rtsx_pci_sdmmc',
    'rtsx_usb_sdmmc',
    'ufshcd_pci',
    'thunderbolt',
  ],
  ...[
    'virtio_pci',
    'virtio_blk',
    'virtio_scsi',
    'virtio_net',
    'vmw_pvscsi',
    'hv_storvsc',
    'hv_vmbus',
    'hyperv_keyboard',
    'mptspi',
    'xen_blkfront',
  ],
  ...[
    'e1000',
    'e1000e',
    'igb',
    'igc',
    'r8169',
    'tg3',
    'atlantic',
    'vmxnet3',
    'hv_netvsc',
    'xen_netfront',
    'r8152',
    'cdc_ether',
    'cdc_ncm',
    'ax88179_178a',
  ],
  ...['i2c_hid_acpi', 'hid_multitouch', 'battery'],
];

/** What the initial file system must load before the root is there, what is needed for it included. */
export const rootModules: readonly string[] = ['loop', 'squashfs', 'overlay'];
