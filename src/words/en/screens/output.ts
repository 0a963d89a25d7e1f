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
  isThere: 'A file with this name is there already.',
  nameIt: 'Give the image a name.',
  noSlash: 'No slash in the name: the folder has a row of its own.',
  wholePath: 'The folder must be a whole path, from / on.',
  looking: 'Looking at that place; press Enter again.',
  noFolder: 'There is no such folder: correct it, or make it first.',
  folderHasName: 'A folder has this name: choose another one.',
  thereAlready: 'It is there already: another name, or Tab to Replace and Space.',
};
