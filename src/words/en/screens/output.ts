/** Where the new image goes. */
export const output = {
  question: 'Where does the image go?',
  name: 'Name',
  folder: 'Folder',
  replace: 'Replace',
  yes: 'yes',
  no: 'no',
  onlyComplete: 'The image appears under this name only when it is complete and proved;',
  besideIt: (name: string) => `beside it: ${name}.sha256`,
  /** Of a drive or disc: also what is incomplete gets a name. */
  savedAs: 'It grows as .partial and gets this name when it was read to its end.',
  besideSaved: (name: string) => `beside it: ${name}.sha256, or .map if some is missing`,
  isOnIt: 'This folder is on the drive that is read: choose another one.',
  isThere: 'A file with this name already exists.',
  nameIt: 'Give the image a name.',
  noSlash: 'No slashes in the name: the folder has its own row.',
  wholePath: 'The folder must be a full path, starting with /.',
  looking: (path: string) => `Checking ${path}; Enter counts as soon as that is done.`,
  noFolder: 'There is no such folder: correct it, or create it first.',
  folderHasName: 'A folder has this name: choose another name.',
  isDrive: 'That is a drive. To copy onto one: isowright read DEVICE -o DRIVE',
  thereAlready: 'It already exists: give another name, or Tab to Replace and press Space.',
};
