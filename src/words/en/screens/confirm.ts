/** The last question before anything is erased. What is typed is the same in every language. */
export const confirm = {
  undoWarning: 'What was kept is put back over what is now on the drive.',
  eraseOne: (drive: string) => `Everything on ${drive} will be erased.`,
  eraseMany: (count: number) => `Everything on these ${count} drives will be erased.`,
  everyName: 'the name of every drive',
  everyNameAnd: (words: string) => `the name of every drive, and then ${words},`,
  looking: 'Checking the drives once more...',
  stray: (word: string) => `${word} is not one of the chosen drives.`,
  escape: 'Esc goes back. Nothing has been changed yet.',
  type: 'Type ',
  toStart: ' to start:',
  typeToStart: (wanted: string) => `Type ${wanted} to start, or press Esc to go back.`,
  isNotIt: (typed: string, wanted: string) =>
    `"${typed}" is not it. Type ${wanted} to start, or press Esc to go back.`,
  chooseFirst: 'Choose a drive first.',
  strayCorrect: (word: string) =>
    `${word} is not one of the chosen drives. Correct it, or press Esc to go back.`,
  typeEvery: 'Type the name of every drive, each once, or press Esc to go back.',
};
