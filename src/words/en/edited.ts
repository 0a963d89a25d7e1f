/** What was done to the files of an image. */
export const edited = {
  label: 'changes',
  change: (text: string) => `change: ${text}`,
  what: { add: 'added', remove: 'removed', rename: 'renamed' },
  replaces: (files: string) => `replaces ${files}`,
  andMore: (changes: string) => `and ${changes}`,
  before: (size: string) => `before: ${size}`,
  listKept: (list: string, lines: string) => `${list}: ${lines} adapted`,
  signatureLost: (signature: string) => `${signature} is no longer a valid signature of it`,
  bootsAsBefore: 'boots: as before',
  bootsOtherwise: (firmware: string, medium: string, before: string, after: string) =>
    `booting changes: ${firmware}, ${medium}: before: ${before}, now: ${after}`,
};
