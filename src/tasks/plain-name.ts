/** What is left of a text as a part of a name, in 32 characters at most: letters, digits, `-`, `_`, `.`; maybe nothing. */
export function plainName(text: string): string {
  const name = text.normalize('NFC').replace(/[^\p{L}\p{N}._-]+/gu, '_');
  return [...withoutDots(name)].slice(0, 32).join('');
}

/** Dots and underscores at both ends are none of a name. */
function withoutDots(label: string): string {
  const isPlain = (at: number): boolean => label[at] === '.' || label[at] === '_';
  let [first, end] = [0, label.length];
  while (first < end && isPlain(first)) first++;
  while (end > first && isPlain(end - 1)) end--;
  return label.slice(first, end);
}
