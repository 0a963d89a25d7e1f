import type { AnswerProblem } from '../../../engine/contract/failure/answer-problem.ts';
import type { FilesUnfitWhy } from '../../../engine/contract/failure/files-unfit.ts';
import type { XmlProblem } from '../../../engine/contract/failure/xml-trouble.ts';
import { say, type Words } from '../../failure-words.ts';

/** Der Ausweg für Dateien, die FAT32 nicht fasst. */
export function whatFits(why: FilesUnfitWhy): string {
  const anew =
    'ersetzen Sie sie dann in einem Ordner mit den ausgepackten Dateien (isowright extract), und schreiben Sie diesen Ordner. Die neue Datei braucht eigenen Platz, und das Packen dauert lange';
  switch (why) {
    case 'file-too-large':
      return 'Schreiben Sie das Abbild, wie es ist, ohne --files; oder lassen Sie die Datei mit --exclude weg.';
    case 'wim-solid':
      return `Packen Sie sie neu: wimlib-imagex export install.esd all install.wim --compress=LZX; ${anew}. Eine install.wim wird beim Schreiben geteilt.`;
    case 'wim-pipable':
    case 'wim-part':
      return `Machen Sie eine gewöhnliche WIM daraus: wimlib-imagex export install.swm --ref='install*.swm' all install.wim; ${anew}.`;
    case 'wim-resource':
      return 'Lassen Sie die Datei mit --exclude weg, oder installieren Sie von einer Disc.';
    case 'wim-parts-there':
      return "Lassen Sie die einen oder die andere weg: --exclude '/sources/install*.swm'";
    default:
      return 'Schreiben Sie das Abbild, wie es ist, ohne --files.';
  }
}

const xml: Readonly<Record<XmlProblem, string>> = {
  character: 'ein Zeichen, das XML nicht erlaubt',
  markup: 'ein <, mit dem kein Tag beginnt (im Text schreibt man &lt;)',
  comment: 'zwei Bindestriche in einem Kommentar',
  declaration: '<?xml … ?> muss ganz am Anfang der Datei stehen',
  doctype: 'ein Dokumenttyp (<!DOCTYPE …>), und der wird nicht gelesen',
  reference: 'ein &, mit dem kein bekannter Verweis beginnt (im Text schreibt man &amp;)',
  attribute: 'ein Attribut, das nicht die Form name="wert" hat',
  'attribute-twice': 'ein Attribut, das zweimal vorkommt',
  'text-outside': 'Text außerhalb aller Elemente',
  'other-closed': 'ein End-Tag, das nicht zum offenen Element passt',
  'not-closed': 'das Ende der Datei, und ein Element ist noch offen',
  'second-root': 'ein zweites Element neben dem äußersten',
  'no-root': 'kein einziges Element',
  'too-deep': 'mehr verschachtelte Elemente, als eine Antwortdatei hat',
};

function whatIsWrong(problem: AnswerProblem): string {
  switch (problem.why) {
    case 'xml': {
      const name = problem.name === undefined ? '' : ` (${problem.name})`;
      return `Zeile ${problem.line}, Spalte ${problem.column}: ${xml[problem.problem]}${name}`;
    }
    case 'pass':
      return `Es gibt keinen Durchgang namens „${problem.pass}“ (nur windowsPE, specialize, oobeSystem und vier weitere, genau so geschrieben)`;
    case 'encoding':
      return 'Sie ist weder in UTF-8 noch in UTF-16';
    case 'no-unattend':
      return 'Ihr äußerstes Element ist nicht <unattend xmlns="urn:schemas-microsoft-com:unattend">';
    case 'no-pass':
      return 'Sie hat kein <settings pass="…"> und beantwortet deshalb nichts';
    case 'no-file':
      return 'Das ist keine gewöhnliche Datei';
    case 'too-large':
      return 'Sie hat mehr als 4 MiB, und so viel braucht keine Antwortdatei';
  }
}

/** Installationsmedien von Windows. */
export const installers = {
  'answers-unfit': (f) =>
    say(
      'Diese Antwortdatei ist nicht zu gebrauchen',
      `${f.path}: ${whatIsWrong(f)}. Nichts wurde geschrieben.`,
      'Berichtigen Sie die Datei, oder lassen Sie --answer weg.',
    ),
} satisfies Partial<Words>;
