import type { LeftOutCode } from '../../engine/contract/events/left-out.ts';

const reasons: { readonly [C in LeftOutCode]: string } = {
  'same-name': 'another entry with this name comes before it in the same folder, and was extracted instead',
  'name-refused': 'the file system does not accept this name',
  'link-target': 'the target of this link is empty, too long, or contains a NUL',
  'links-refused': 'the file system has no symbolic links',
  damaged: 'its content is damaged or cut off',
  unsupported: 'its content is encrypted',
  'kept-elsewhere': 'its content is not in the image: it is kept in a cloud or in another store',
  'packing-unsupported': 'its content is compressed in a way that is not supported',
  'folder-unsupported': 'the folder is encrypted',
  'folder-damaged': 'the folder is damaged: what is recorded after the damage was not extracted',
  'folder-circle': 'the folder has already been visited: the image leads in a circle',
  'folder-deep': 'what lies deeper than 1024 levels was not extracted',
  'in-the-way': 'something with this name already exists',
  'not-writable': 'this user may not write there',
  'file-too-large': 'the file system cannot hold a file of this size',
};

/** Why an entry of an image was not extracted. */
export const leftOut = {
  reasons,
  withAllInIt: (reason: string) => `${reason}; nothing in it was extracted`,
};
