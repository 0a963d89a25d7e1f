import type { Loss, LossReason } from '../../engine/contract/events/loss.ts';
import type { Forms } from '../forms.ts';

const reasons: { readonly [R in LossReason]: Forms } = {
  'name-shortened': { one: 'name is shortened', other: 'names are shortened' },
  'name-changed': { one: 'name is changed', other: 'names are changed' },
  'link-dropped': { one: 'link is left out', other: 'links are left out' },
  'link-loop': {
    one: 'link to a folder around it is left out',
    other: 'links to folders around them are left out',
  },
  'special-file-dropped': { one: 'special file is left out', other: 'special files are left out' },
  'device-dropped': { one: 'device file is left out', other: 'device files are left out' },
  'owner-lost': { one: 'owner is not kept', other: 'owners are not kept' },
  'path-too-deep': { one: 'path is too deep', other: 'paths are too deep' },
  'path-too-long': { one: 'path is too long', other: 'paths are too long' },
  'too-many-folders': {
    one: 'folder is misplaced in the path table',
    other: 'folders are misplaced in the path table',
  },
  'file-too-large': { one: 'file is too large', other: 'files are too large' },
  'same-name-dropped': {
    one: 'name differs only in case and is left out',
    other: 'names differ only in case and are left out',
  },
  'changed-meanwhile': {
    one: 'file changed while being read',
    other: 'files changed while being read',
  },
  unreadable: { one: 'entry cannot be read', other: 'entries cannot be read' },
  'time-out-of-range': { one: 'time cannot be kept', other: 'times cannot be kept' },
  'attributes-lost': {
    one: 'entry loses its extended attributes',
    other: 'entries lose their extended attributes',
  },
  'acl-lost': { one: 'entry loses its access list', other: 'entries lose their access lists' },
  'capabilities-lost': {
    one: 'program loses its capabilities',
    other: 'programs lose their capabilities',
  },
  'boot-entry-dropped': { one: 'boot entry is left out', other: 'boot entries are left out' },
  'partition-dropped': { one: 'partition is left out', other: 'partitions are left out' },
  'session-dropped': { one: 'session is left out', other: 'sessions are left out' },
  'apple-part-dropped': { one: 'part for Apple is left out', other: 'parts for Apple are left out' },
};

const where: { readonly [W in Loss['where']]: string } = {
  iso9660: 'on plain ISO 9660 readers',
  joliet: 'on Windows',
  udf: 'in UDF',
  'rock-ridge': 'on Linux and Unix',
  esp: 'in the EFI system partition',
  fat: 'on FAT32',
  all: 'everywhere',
};

/** What an image would lose. */
export const losses = {
  reasons,
  where,
  becomes: (path: string, name: string) => `${path} becomes ${name}`,
};
