import { say, type Words } from '../../failure-words.ts';

export const general = {
  usage: (f) =>
    say('Der Befehl ist unvollständig', f.problem, 'isowright --help zeigt alle Befehle und Optionen.'),
  'question-needed': (f) =>
    say(
      'Eine Frage braucht eine Antwort, und es gibt kein Terminal, um sie zu stellen',
      f.question,
      `Geben Sie ${f.flag} an, oder starten Sie isowright in einem Terminal.`,
    ),
  stopped: (f) =>
    say(
      'Angehalten',
      f.by === 'person'
        ? 'Der Auftrag wurde wie gewünscht angehalten.'
        : `Der Auftrag wurde durch ${f.by} angehalten.`,
      'Er lässt sich jederzeit neu starten; die Quelle ist unberührt.',
    ),
  'plan-invalid': (f) =>
    say(
      'Der Plan lässt sich nicht ausführen',
      f.path === undefined ? f.problem : `${f.path}: ${f.problem}`,
      'Erstellen Sie einen Plan mit --dry-run --json, und gehen Sie von diesem aus.',
    ),
  internal: (f) =>
    say(
      'In isowright ist etwas schiefgegangen',
      f.problem.split('\n')[0] ?? f.problem,
      'Das ist unser Fehler. Bitte melden Sie ihn mit dem Protokoll des Auftrags.',
    ),
} satisfies Partial<Words>;
