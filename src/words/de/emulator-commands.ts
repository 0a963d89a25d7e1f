/** The commands that install QEMU and UEFI for it. */
export function emulatorCommands(platform: string): string[] {
  if (platform === 'darwin') return ['macOS: brew install qemu'];
  return [
    'Debian, Ubuntu: apt install qemu-system-x86 ovmf',
    'Fedora: dnf install qemu-system-x86-core edk2-ovmf',
    'Arch: pacman -S qemu-system-x86 edk2-ovmf',
  ];
}
