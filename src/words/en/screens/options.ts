/** The screen of options; the options themselves have a table of their own. */
export const options = {
  question: 'Anything special? Enter keeps it as it is.',
  auto: (label: string) => `auto: ${label}`,
  leftOut: (entries: string) => `Left out: ${entries}.`,
  looking: (soFar: string) => `Looking at what is in it${soFar}...`,
  lacks: (what: string) => `Something is missing for booting (i on the summary): ${what}`,
  packed: (container: string) => `Compressed: ${container}`,
  comparedWith: (names: string) => `It is compared with ${names}`,
  tabShows: 'Tab shows more',
  tabShowsChanged: (count: number) => `Tab shows more, ${count} of it changed`,
  markText: 'Mark a row with text first.',
  nothingMore: 'There is nothing else to choose here.',
};
