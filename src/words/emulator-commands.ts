import { installCommand, type PackageManager, packagesOf } from '../engine/contract/failure/tools.ts';

const systems: Readonly<Record<string, PackageManager>> = {
  'Debian, Ubuntu': 'apt',
  Fedora: 'dnf',
  Arch: 'pacman',
};
const mac: typeof systems = { macOS: 'brew' };

/** How QEMU and its firmware are installed, a line a system; the same in all languages. */
export function emulatorCommands(platform: string): string[] {
  return Object.entries(platform === 'darwin' ? mac : systems).map(
    ([name, manager]) => `${name}: ${installCommand(manager, packagesOf('qemu-system-x86_64', manager))}`,
  );
}
