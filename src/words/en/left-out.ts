import type { LeftOutCode } from '../../engine/contract/events/left-out.ts';

const reasons: { readonly [C in LeftOutCode]: string } = {
  'same-name': 'another entry of this name stands before it in the same folder, and was taken out',
  'name-refused': 'the file system does not take this name',
  'link-target': 'where this link leads is empty, too long, or holds a NUL',
  'links-refused': 'the file system holds no symbolic links',
  damaged: 'its content is damaged or cut off',
  'folder-damaged': 'the folder is damaged: what is recorded behind the damage was not taken out',
  'folder-circle': 'the folder is one that was met before: the image leads in a circle',
  'folder-deep': 'what lies deeper than 1024 levels was not taken out',
  'in-the-way': 'something of this name is there already',
  'not-writable': 'this user may not write there',
  'file-too-large': 'the file system holds no file of this size',
};

/** Why an entry of an image was not taken out. */
export const leftOut = {
  reasons,
  withAllInIt: (reason: string) => `${reason}; nothing that is in it was taken out`,
};
