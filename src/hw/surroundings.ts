import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { asFailure } from '../engine/contract/failure/failure.ts';
import {
  type PackageManager,
  packageManagers,
  type Tool,
  toolPackages,
} from '../engine/contract/failure/tools.ts';
import type { Machine } from '../engine/contract/ports/machine.ts';
import type { KernelViews, Rights, Surroundings } from '../engine/contract/ports/surroundings.ts';
import { isInstalled } from '../engine/host/tools/is-installed.ts';
import { homeFolder } from '../engine/host/trust/home-folder.ts';

/** Looks around on this machine. `script`: the program itself, which a job of root would run. */
export async function lookAround(machine: Machine, script: string): Promise<Omit<Surroundings, 'terminal'>> {
  const release = releaseOf(readText('/etc/os-release') || readText('/usr/lib/os-release'));
  return {
    platform: process.platform,
    system: release.PRETTY_NAME ?? '',
    packages: packageManagerOf(`${release.ID ?? ''} ${release.ID_LIKE ?? ''}`, isInstalled),
    nodeVersion: process.versions.node,
    tools: new Set(toolNames().filter(isInstalled)),
    rights: await rightsOf(machine, script),
    kernel: kernelViews(),
    keepsJobs: machine.isPrivileged() || homeFolder() !== undefined || Boolean(process.env.XDG_STATE_HOME),
  };
}

function toolNames(): Tool[] {
  return Object.keys(toolPackages).filter((name): name is Tool => name in toolPackages);
}

/** `NAME=value` or `NAME="value"` a line (os-release(5)). */
export function releaseOf(text: string): Readonly<Record<string, string>> {
  const lines = [...text.matchAll(/^([A-Z_]+)=(["']?)([^"'\n]*)\2$/gm)];
  return Object.fromEntries(lines.map(([, name = '', , value = '']) => [name, value]));
}

/** Words of ID and ID_LIKE in os-release(5), by what installs there. */
const FAMILIES: Readonly<Record<string, PackageManager>> = {
  ...{ debian: 'apt', ubuntu: 'apt', fedora: 'dnf', rhel: 'dnf', centos: 'dnf', arch: 'pacman' },
  ...{ suse: 'zypper', opensuse: 'zypper', alpine: 'apk' },
};

/** That of the family of the system, if it is there: a Fedora may have an `apt` as well. Otherwise the first that is. */
export function packageManagerOf(
  families: string,
  has: (command: string) => boolean,
): PackageManager | undefined {
  const own = families.split(' ').flatMap((word) => FAMILIES[word] ?? []);
  return [...own, ...packageManagers].find(has);
}

async function rightsOf(machine: Machine, script: string): Promise<Rights> {
  const isRoot = machine.isPrivileged();
  if (isRoot) return { isRoot, ownDrive: true };
  const drives = await machine.listDrives().catch(() => []);
  const ownDrive = drives.some(({ path }) => machine.hasOwnRights?.(path, 'write') === true);
  return { isRoot, ownDrive, ...elevationOf(machine, script) };
}

function elevationOf(machine: Machine, script: string): Pick<Rights, 'elevation' | 'unsafePath'> {
  try {
    const tool = machine.elevate([script])?.tool;
    return tool === 'sudo' || tool === 'doas' || tool === 'pkexec' ? { elevation: tool } : {};
  } catch (error) {
    const { facts } = asFailure(error);
    return { unsafePath: 'path' in facts ? String(facts.path) : script };
  }
}

/** Of systems that have these views; elsewhere there is nothing to miss. */
function kernelViews(): KernelViews {
  if (process.platform !== 'linux') return { proc: true, sys: true, dev: true };
  const names = namesIn('/sys/block');
  return {
    proc: existsSync('/proc/self/mountinfo'),
    sys: names !== undefined,
    // `cciss!c0d0` is /dev/cciss/c0d0.
    dev: (names ?? []).filter(isStorage).every((name) => existsSync(`/dev/${name.replaceAll('!', '/')}`)),
  };
}

/** A container often has no loop devices, memory disks or mappings of its own. */
const isStorage = (name: string) => !/^(?:loop|ram|zram|dm-|md|nbd)/.test(name);

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
