/** What a target is now, as the end of a sentence that begins with its name. */
export const states = {
  proved: 'holds the image; every byte was read back and compared',
  emptied: 'is empty; every byte written was read back and compared',
  written: 'holds all bytes, but is not proved',
  unfinished: 'is unfinished: its old content is gone and it is not yet usable',
  untouched: 'is untouched',
  removed: 'was removed again; nothing unfinished is left',
  appendable: 'is unfinished, and can be continued where it stopped',
  spoiled: 'is spoiled: it was begun, and can neither be continued nor burned again',
};
