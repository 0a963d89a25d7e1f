import { say, type Words } from '../../failure-words.ts';

export const machine = {
  'elevation-missing': (f) =>
    say(
      'Das geht nur als root, und nichts hier kann danach fragen',
      `${f.target} darf nur root öffnen, und weder sudo noch doas noch pkexec ist installiert.`,
      'Melden Sie sich als root an, und starten Sie denselben Befehl.',
    ),
  'elevation-refused': (f, { oneLine }) =>
    say(
      'Root-Rechte wurden nicht erteilt',
      `${f.tool} meldet: ${oneLine(f.said) || 'nein'}`,
      'Nichts wurde geschrieben; kein Laufwerk wurde geöffnet. Versuchen Sie es mit dem richtigen Passwort, oder fragen Sie den Administrator.',
    ),
  'install-not-safe': (f) =>
    say(
      'Dieses Programm darf nicht root werden',
      `${f.path}: ${f.why}. Wer es ändern kann, wäre mit dem nächsten Auftrag root. Nichts wurde geöffnet.`,
      `Entziehen Sie das Recht: sudo chmod go-w '${f.path}' (und sudo chown root '${f.path}', wenn es Ihnen nicht gehört)`,
      'Oder installieren Sie isowright, wo nur Sie oder root schreiben dürfen, und starten Sie es von dort.',
    ),
  'too-few-files': (f) =>
    say(
      'Zu wenige Dateien dürfen zugleich offen sein',
      f.openFiles === undefined
        ? 'Keine weitere Datei ließ sich öffnen.'
        : `Dieser Prozess darf ${f.openFiles} Dateien öffnen und braucht ${f.needed ?? 'mehr'}.`,
      'Erlauben Sie mehr, und starten Sie neu: ulimit -n 1024',
    ),
} satisfies Partial<Words>;
