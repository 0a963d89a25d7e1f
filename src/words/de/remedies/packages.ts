import { say, type Words } from '../../failure-words.ts';

const ANDERE_QUELLE =
  'Geben Sie einen Ordner mit den Paketen an (--packages ORDNER) oder einen Spiegel (--mirror URL).';

/** Pakete einer Distribution, aus denen ein Abbild gemacht wird. */
export const packages = {
  'no-package-index': ({ place }) =>
    say(
      'Nichts sagt, welche Pakete es gibt',
      `Kein Paketverzeichnis gefunden in ${place}.`,
      'Unter Debian holt apt seine Listen so: sudo apt-get update',
      ANDERE_QUELLE,
    ),
  'package-missing': ({ name, neededBy: by }) =>
    say(
      'Ein Paket fehlt',
      by === undefined
        ? `${name} ist nicht zu bekommen.`
        : `${name}, das ${by} braucht, ist nicht zu bekommen.`,
      'Falls die Listen von apt alt sind: sudo apt-get update',
      ANDERE_QUELLE,
    ),
  'package-lacks': ({ name, file }) =>
    say(
      'In einem Paket fehlt etwas Nötiges',
      `${name} enthält kein ${file}. Es gehört wohl zu einer anderen Ausgabe, als dieses Programm kennt.`,
      'Nehmen Sie die Pakete einer Debian-Ausgabe ab 12.',
    ),
  'index-unsigned': ({ path, keyring, said }) =>
    say(
      'Die Paketliste ist nicht von Debian signiert',
      `${path} wurde gegen ${keyring} geprüft: ${said}`,
      'Nichts wurde geschrieben. Nehmen Sie einen anderen Spiegel; oder holen Sie, wenn Sie diesem trauen, die Pakete selbst und geben Sie ihren Ordner an: --packages ORDNER',
    ),
  'lock-invalid': ({ path, line }) =>
    say(
      'Die Sperrdatei ist nicht zu verstehen',
      `${path}, Zeile ${line}, hat nicht die Form NAME VERSION ARCHITEKTUR GRÖSSE SHA256 DATEI QUELLE.`,
      'Löschen Sie die Datei: Sie wird neu angelegt aus dem, was jetzt zu bekommen ist.',
    ),
  'node-unfit': ({ path }) =>
    say(
      'Dieses Node läuft im Abbild nicht',
      `${path} ist kein Programm für 64-Bit-Linux auf x86.`,
      'Geben Sie eines an, das es ist: --node DATEI (die Datei bin/node aus dem Archiv für linux-x64)',
    ),
  'program-unfit': ({ path }) =>
    say(
      'Dieses Programm ist nicht gebaut',
      `${path} gibt es nicht, und es kommt in das Abbild.`,
      'Im Quellbaum: npm run build',
    ),
} satisfies Partial<Words>;
