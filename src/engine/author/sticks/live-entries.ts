/** Systems that keep what is changed, by the programs that start them. */
export type LiveFamily = 'live-boot' | 'casper';

/** Commands that say what a kernel is told. */
const COMMAND = /^\s*(?:linux|linux16|linuxefi|\$linux|append|options)\s/i;
/** live-boot(7), casper(7): what asks for it, and what asks for the contrary. */
const words = {
  'live-boot': { word: 'persistence', said: /\s(?:no)?persistence(?=\s|$)/ },
  casper: { word: 'persistent', said: /\spersistent(?=\s|$)/ },
} as const;
/** What follows is for the system that is installed. */
const FOR_INSTALLED = / (?:---?)(?=\s|$)/;

/** A menu whose live entries keep what is changed; others stay as they are. Bytes are kept: one character each. */
export function keepingMenu(text: string, family: LiveFamily): string {
  return text
    .split('\n')
    .map((line) => (isLive(line, family) ? keeping(line, family) : line))
    .join('\n');
}

/** A menu that starts such a system at all. */
export function hasLiveEntry(text: string, family: LiveFamily): boolean {
  return text.split('\n').some((line) => isLive(line, family));
}

function isLive(line: string, family: LiveFamily): boolean {
  if (!COMMAND.test(line)) return false;
  if (family === 'live-boot') return /\sboot=live(?=\s|$)/.test(line);
  return /\sboot=casper(?=\s|$)/.test(line) || /\/casper\//.test(line);
}

function keeping(line: string, family: LiveFamily): string {
  const { word, said } = words[family];
  if (said.test(line)) return line;
  const installed = FOR_INSTALLED.exec(line);
  const end = installed ? installed.index : line.trimEnd().length;
  return `${line.slice(0, end)} ${word}${line.slice(end)}`;
}
