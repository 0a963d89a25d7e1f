/** The first question. */
export const task = {
  question: 'What would you like to do?',
  questionFor: (name: string) => `What would you like to do with ${name}?`,
  lookingAt: (path: string) => `Looking at ${path}...`,
  stillLooking: 'Still looking; Enter counts as soon as it is known.',
  welcome: 'isowright makes disk images, writes them to drives, and proves them.',
  benchIs: 'This is the practice bench: the drives are files in a temporary folder.',
  benchTry: 'Try everything: nothing of yours is touched.',
};
