/** What a drive or disc is saved to. `line`: in the plain wizard's numbered list. */
export const where = {
  question: (medium: string) => `Where is ${medium} saved to?`,
  file: {
    title: 'An image file',
    line: 'an image file',
    about: 'A file on another disk: it can be kept, looked into, and written to any drive later.',
  },
  drive: {
    title: 'Another drive, or several (erased)',
    line: 'another drive, or several: they are erased',
    about:
      'The drive becomes the same as this one; what was on it is lost. You are shown which one, and type its name first.',
  },
};
