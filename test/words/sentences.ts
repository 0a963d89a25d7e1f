/** Comments, and all kinds of strings; a regular expression with a quote in it misleads to the end of its line only. */
const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g;

/** Texts of a source that a person could read as a sentence: two words or more, one after the other. */
export function sentencesIn(source: string): string[] {
  return [...source.matchAll(TOKEN)]
    .map(([token]) => token)
    .filter((token) => !token.startsWith('/'))
    .map((token) => token.slice(1, -1).replace(/\$\{[^}]*\}/g, '…'))
    .filter((text) => /(?:^|[^\w-])[A-Za-z]+[,;:]? (?:[a-z]{2,}|…)/.test(text));
}
