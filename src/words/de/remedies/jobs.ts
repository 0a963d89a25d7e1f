import { say, type Words } from '../../failure-words.ts';

export const jobs = {
  'output-unsafe': (f) =>
    f.why === 'swapped'
      ? say(
          'Jemand ändert den Ordner, in den geschrieben wird',
          `${f.path} ist nicht mehr der Ordner, der es eben war. Nichts wurde anderswohin geschrieben; was schon herausgeholt war, liegt im Ordner.`,
          'Wählen Sie einen Ordner, in dem niemand sonst etwas umbenennen darf.',
        )
      : say(
          'Andere könnten diesen Ordner umleiten',
          `Andere als root dürfen Ordner in ${f.path} umbenennen, und dieses System gibt root keinen Weg, trotzdem sicher darin zu schreiben (/proc fehlt).`,
          'Wählen Sie einen Ordner, der root gehört, oder starten Sie es als Besitzer dieses Ordners.',
        ),
  'job-missing': (f) =>
    say(
      'Diesen Auftrag gibt es nicht',
      `${f.job} ist kein Auftrag dieses Benutzers.`,
      'isowright jobs zeigt sie alle; alte, die beendet waren, sind weg.',
      'Ein Auftrag, der auf ein Laufwerk schreibt, gehört root: sudo isowright jobs',
    ),
  'job-not-running': (f) =>
    say(
      'Der Auftrag läuft nicht',
      `Auftrag ${f.job} hat keinen Prozess mehr.`,
      `isowright resume ${f.job} setzt ihn fort, wenn er abgebrochen wurde.`,
    ),
  'job-not-resumable': (f) =>
    say(
      'Hier lässt sich nichts fortsetzen',
      `Auftrag ${f.job}: ${f.why}.`,
      f.instead ?? 'isowright jobs zeigt die Aufträge; starten Sie ihn neu, wenn Sie ihn wiederholen wollen.',
    ),
  'stop-unheard': (f) =>
    say(
      'Zwangsweise beendet',
      `Auftrag ${f.job} reagierte ${Math.round(f.silentMs / 1000)} s lang nicht auf das Anhalten und wurde beendet. Was er geschrieben hat, bleibt: Ein begonnenes Ziel ist unfertig, und sein Journal sagt, wie weit es sicher ist.`,
      `isowright resume ${f.job} setzt ihn dort fort.`,
      `isowright undo ${f.job} stellt wieder her, was von einem Laufwerk aufbewahrt wurde.`,
    ),
  'job-died': (f, { oneLine }) =>
    say(
      'Der Auftrag ist abgestürzt',
      `Auftrag ${f.job} endete ohne Bericht. ${oneLine(f.lastWords)}`.trim(),
      'Was er gelesen oder geschrieben hat, bleibt; was er anlegte, ist womöglich unfertig. Die Ereignisse stehen im Ordner des Auftrags.',
      `Wenn er von einer Art ist, die fortgesetzt werden kann: isowright resume ${f.job}`,
      'Sonst starten Sie denselben Befehl noch einmal.',
    ),
} satisfies Partial<Words>;
