/** What a file is at first sight, in a few words beside the cursor. */
export const firstLook = {
  receipt: 'a receipt of an earlier write',
  notAnImage: (why: string) => `not an image: ${why}`,
  chosenAllTheSame: (why: string) => `This is not an image: ${why}. Only the raw option accepts it.`,
  packed: (container: string) => `packed (${container})`,
  cut: 'CUT OFF: it ends too early',
  boots: (firmware: string) => `boots: ${firmware}`,
  bootsFromDisc: 'boots from disc only',
  bootsNot: 'does not boot',
  mayBoot: 'may boot',
  checksum: (file: string) => `checksum: ${file}`,
};
