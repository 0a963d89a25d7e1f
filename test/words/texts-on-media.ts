/** Texts of two words in engine and hardware that no person reads, by file: they stand on media, or are keys of maps. */
export const textsOnMedia: { readonly [file: string]: number } = {
  // GRUB's own commands.
  'src/engine/author/boot/grub-stubs.ts': 1,
  // The name of a partition in its table.
  'src/engine/author/boot/partition-tables.ts': 1,
  // Names of tools, menus of loaders, scripts and what they say, in the image that starts by itself.
  'src/engine/author/recovery/applets.ts': 1,
  'src/engine/author/recovery/image-folder.ts': 1,
  'src/engine/author/recovery/kernel-modules.ts': 2,
  'src/engine/author/recovery/menus.ts': 12,
  'src/engine/author/recovery/root-of.ts': 1,
  'src/engine/author/recovery/scripts.ts': 10,
  'src/engine/author/recovery/texts.ts': 5,
  // The first line of a lock file.
  'src/engine/read/packages/lock-file.ts': 1,
  // A word of syslinux' menus.
  'src/engine/author/sticks/added-syslinux.ts': 1,
  // What a file for those who look into the partition says.
  'src/engine/author/sticks/persistence.ts': 1,
  // GRUB's own commands.
  'src/engine/author/sticks/stick-bios.ts': 1,
  // The name of a partition in its table.
  'src/engine/author/sticks/stick-table.ts': 1,
  // Commands and identities in an answer file for Windows.
  'src/engine/author/sticks/windows/answers.ts': 7,
  // Accounts that Windows has.
  'src/engine/contract/plan/installer-options.ts': 2,
  // A file by device and inode, in locks and plans.
  'src/engine/contract/ports/device-number.ts': 1,
  // The name of a drive's lock.
  'src/engine/host/trust/lock-holder.ts': 1,
  // Comments in a map file of ddrescue.
  'src/engine/read/rescue/map-store.ts': 2,
  // What the hash over a receipt's pieces begins with.
  'src/engine/write/receipt/tree-hash.ts': 1,
  // XML of a block map.
  'src/engine/write/targets/block-map-text.ts': 3,
  // Lines in which xorriso tells of a disc begin with this word.
  'src/engine/write/burn/xorriso/told-disc.ts': 1,
  // The descriptor of a VMDK begins with these words.
  'src/engine/write/packed/streamed/vmdk.ts': 1,
};
