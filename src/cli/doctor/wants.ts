import type { Tool } from '../../engine/contract/failure/tools.ts';
import type { Surroundings } from '../../engine/contract/ports/surroundings.ts';
import type { t } from '../../words/language.ts';

/** What a person may want to do, in the order in which it is told. */
export const wants = [
  'look',
  'write',
  'read',
  'make',
  'sticks',
  'mount',
  'try',
  'pack',
  'prove',
  'wizard',
] as const;
export type Want = (typeof wants)[number];

/**
 * What becomes of a want without something: `needed`: it cannot be done at all; `part`: one thing of it cannot; `better`: it is
 * slower, or shows less.
 */
export type Weight = 'needed' | 'part' | 'better';

/** How a lack is mended. `install`: by the package of the first of these programs that there is one for. */
export type Cure =
  | { readonly by: 'install'; readonly tools: readonly Tool[] }
  | { readonly by: 'root'; readonly command: string }
  | { readonly by: 'person'; readonly command: string }
  /** Not by a command. */
  | { readonly by: 'none' };

/** Each has a sentence. */
export type NeedId = keyof ReturnType<typeof t>['doctor']['lacks'];

export interface Need {
  readonly id: NeedId;
  readonly want: Want;
  readonly weight: Weight;
  /** Where it is asked for; everywhere if absent. */
  readonly on?: 'linux';
  isMet(around: Surroundings): boolean;
  cure(around: Surroundings): Cure;
}

type About = Pick<Need, 'want' | 'weight' | 'on'>;

/** Any of these programs will do. */
function program(id: NeedId, about: About, ...tools: readonly Tool[]): Need {
  return {
    id,
    ...about,
    isMet: ({ tools: found }) => tools.some((tool) => found.has(tool)),
    cure: () => ({ by: 'install', tools }),
  };
}

function mount(id: 'proc' | 'sys' | 'dev', type: string): Need {
  return {
    id,
    ...about('look', 'needed'),
    isMet: ({ kernel }) => kernel[id],
    cure: () => ({ by: 'root', command: `mount -t ${type} ${type} /${id}` }),
  };
}

/** A trait of the terminal; none is missed where there is no terminal. */
function terminal(
  id: NeedId,
  weight: Weight,
  isMet: (facts: NonNullable<Surroundings['terminal']>) => boolean,
  command: string | undefined,
): Need {
  return {
    id,
    want: 'wizard',
    weight,
    isMet: ({ terminal: facts }) => facts === undefined || isMet(facts),
    cure: () => (command === undefined ? { by: 'none' } : { by: 'person', command }),
  };
}

/** Of Linux: elsewhere drives are not written yet, and nothing would help. */
function about(want: Want, weight: Weight): About {
  return { want, weight, on: 'linux' };
}

const isPlaced = ({ rights }: Surroundings) => rights.isRoot || rights.ownDrive;

export const needs: readonly Need[] = [
  mount('proc', 'proc'),
  mount('sys', 'sysfs'),
  mount('dev', 'devtmpfs'),
  program('labels', about('look', 'better'), 'lsblk', 'blkid'),
  {
    id: 'root',
    ...about('write', 'needed'),
    isMet: (around) =>
      isPlaced(around) || around.rights.elevation !== undefined || around.rights.unsafePath !== undefined,
    cure: () => ({ by: 'install', tools: ['sudo', 'doas'] }),
  },
  {
    id: 'install-not-safe',
    ...about('write', 'needed'),
    isMet: (around) => isPlaced(around) || around.rights.unsafePath === undefined,
    cure: ({ rights: { unsafePath = '' } }) => ({
      by: 'root',
      command: `chmod go-w ${unsafePath} && chown root ${unsafePath}`,
    }),
  },
  program('new-partitions', about('write', 'better'), 'blockdev', 'partx'),
  program('unmount', about('write', 'part'), 'umount'),
  program('discard', about('write', 'part'), 'blkdiscard'),
  program('awake', about('write', 'better'), 'systemd-inhibit', 'elogind-inhibit'),
  {
    id: 'kept-jobs',
    want: 'write',
    weight: 'better',
    isMet: ({ keepsJobs }) => keepsJobs,
    cure: () => ({ by: 'person', command: 'export XDG_STATE_HOME=/var/tmp' }),
  },
  program('health', { want: 'read', weight: 'better' }, 'smartctl'),
  program('attributes', about('make', 'better'), 'getfattr'),
  program('grub', about('sticks', 'part'), 'grub-mkimage', 'grub2-mkimage'),
  program('syslinux', about('sticks', 'part'), 'syslinux'),
  program('folders', about('mount', 'part'), 'fuseiso'),
  program('containers', about('mount', 'part'), 'nbdfuse'),
  // Whoever never tries an image misses nothing.
  program('emulator', { want: 'try', weight: 'part' }, 'qemu-system-x86_64'),
  program('xz', { want: 'pack', weight: 'part' }, 'xz'),
  program('bzip2', { want: 'pack', weight: 'better' }, 'bzip2'),
  program('signatures', { want: 'prove', weight: 'part' }, 'gpg', 'sqv'),
  terminal('room', 'needed', ({ columns, rows }) => columns >= 40 && rows >= 10, 'stty cols 80 rows 24'),
  terminal('full-room', 'better', ({ columns, rows }) => columns >= 80 && rows >= 24, undefined),
  terminal('screens', 'better', ({ hasScreens }) => hasScreens, 'export TERM=xterm-256color'),
  terminal('letters', 'better', ({ isUtf8 }) => isUtf8, 'export LC_ALL=C.UTF-8'),
  terminal('colour', 'better', ({ hasColour }) => hasColour, 'unset NO_COLOR'),
];
