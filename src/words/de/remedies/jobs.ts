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
          'Andere können diesen Ordner anderswohin führen',
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
      `isowright resume ${f.job} setzt ihn fort, wenn er abgebrochen war.`,
    ),
  'job-not-resumable': (f) =>
    say(
      'Hier lässt sich nichts fortsetzen',
      `Auftrag ${f.job}: ${f.why}.`,
      f.instead ?? 'isowright jobs zeigt die Aufträge; starten Sie ihn neu, wenn Sie ihn noch einmal wollen.',
    ),
  'stop-unheard': (f) =>
    say(
      'Mit Gewalt angehalten',
      `Auftrag ${f.job} hörte ${Math.round(f.silentMs / 1000)} s lang nicht auf das Anhalten und wurde beendet. Was er schrieb, bleibt: Ein begonnenes Ziel ist unfertig, und sein Journal sagt, wie weit es sicher ist.`,
      `isowright resume ${f.job} macht dort weiter.`,
      `isowright undo ${f.job} stellt wieder her, was von einem Laufwerk aufgehoben wurde.`,
    ),
  'job-died': (f, { oneLine }) =>
    say(
      'Der Auftrag endete ohne ein Wort',
      `Auftrag ${f.job} starb. ${oneLine(f.lastWords)}`.trim(),
      'Das Ziel ist womöglich unfertig: Schreiben Sie es neu. Die Ereignisse stehen im Ordner des Auftrags.',
    ),
} satisfies Partial<Words>;
