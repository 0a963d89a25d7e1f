import type { ConsoleWords } from './scripts.ts';

/** What the image says before this program speaks. They stand on the medium, in both languages. */
export const consoleWords: { readonly en: ConsoleWords; readonly de: ConsoleWords } = {
  en: {
    ask: 'isowright recovery. Enter: the wizard here (one at a time needs least memory); s and Enter: a shell',
    again: 'Enter: the wizard again; s: a shell; r: restart; p: power off (then Enter)',
  },
  de: {
    ask: 'isowright recovery. Enter: der Assistent hier (einer allein braucht am wenigsten Speicher); s und Enter: eine Shell',
    again: 'Enter: der Assistent noch einmal; s: eine Shell; r: Neustart; p: ausschalten (danach Enter)',
  },
};

/** `SOURCES`: what the image is made of, and what whoever passes it on owes. */
export function sourcesText(lines: readonly string[]): string {
  return `This image holds programs under the GNU GPL and other licences; their texts are in the folder
"licences", one for each package, packed with gzip.

Whoever passes the image on owes those who receive it the source of these programs (GPL version 2,
section 3). It is that of the Debian source packages below, in exactly these versions, which every
Debian mirror and the archive of snapshots keep:

    apt-get source NAME=VERSION

isowright itself is under the MIT licence, Node under the one in licences/node.gz.

${lines.join('\n')}
`;
}
