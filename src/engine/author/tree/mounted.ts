import { readFileSync } from 'node:fs';
import { deviceOf } from './entry-facts.ts';

/**
 * File systems whose files nobody stored: the kernel makes them up as they are read, or a session serves what lies elsewhere.
 * tmpfs is none of them: what lies there was put there.
 */
const MADE_UP: ReadonlySet<string> = new Set([
  'autofs',
  'binfmt_misc',
  'bpf',
  'cgroup',
  'cgroup2',
  'configfs',
  'debugfs',
  'devpts',
  'devtmpfs',
  'efivarfs',
  'fuse.gvfsd-fuse',
  'fuse.lxcfs',
  'fuse.portal',
  'fusectl',
  'hugetlbfs',
  'mqueue',
  'nfsd',
  'nsfs',
  'proc',
  'pstore',
  'resctrl',
  'rpc_pipefs',
  'securityfs',
  'selinuxfs',
  'smackfs',
  'sysfs',
  'tracefs',
]);

/** The type of the made-up file system that a device number stands for; undefined for all others, and where nothing tells. */
export type MadeUpOf = (device: number) => string | undefined;

/** Asks the system once, when the first mounted folder is met. */
export function madeUpFileSystems(): MadeUpOf {
  let known: ReadonlyMap<string, string> | undefined;
  return (device) => {
    known ??= mountedTypes();
    const { major, minor } = deviceOf(device);
    const type = known.get(`${major}:${minor}`);
    return type !== undefined && MADE_UP.has(type) ? type : undefined;
  };
}

/** By device number. proc_pid_mountinfo(5): the third field is the device, the type follows the lone dash. */
function mountedTypes(): ReadonlyMap<string, string> {
  const lines = mountLines();
  return new Map(
    lines.flatMap((line) => {
      const [place = '', source = ''] = line.split(' - ');
      const [, , device] = place.split(' ');
      const [type] = source.split(' ');
      return device && type ? [[device, type] as const] : [];
    }),
  );
}

/** No system but Linux has it. */
function mountLines(): string[] {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  } catch {
    return [];
  }
}
