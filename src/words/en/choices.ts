/** What was chosen, where an option has no line of its own. */
export const choices = {
  label: 'option',
  on: 'yes',
  off: 'no',
};
