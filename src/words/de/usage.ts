import type { Table } from '../en/table.ts';
import { boot } from './boot.ts';

const reasons: Table['usage']['reasons'] = {
  'no-http-address': (f) => `${f.address} ist keine http- oder https-Adresse`,
  'password-in-address': (_f) => 'eine Adresse mit einem Passwort: bitte den Teil vor dem @ weglassen',
  'address-as-shown': (f) => `${f.address} ist eine gekürzte Adresse: bitte ganz angeben`,
  'label-empty': (_f) => 'der Name ist leer',
  'label-long': (f) => `der Name hat ${f.length} Zeichen; höchstens ${f.most} passen`,
  'label-control': (_f) => 'der Name enthält Steuerzeichen',
  'label-unfit': (f) =>
    `der Name ${f.label} passt nicht auf FAT: höchstens ${f.most} Buchstaben, Ziffern und einige Zeichen, keines von * + , . / : ; < = > ? [ \\ ] |`,
  'receipt-of-stick': (_f) =>
    'ein Beleg gilt Bytes, die auf jedem Laufwerk gleich sind, und diese sind verschieden groß oder haben eine GPT: bitte --receipt weglassen, dafür gibt es isowright verify mit --files',
  'bios-unfit': (f) => `--bios ${f.loader} ist hier nicht möglich. ${boot.notes[f.code](f.about, f.also)}`,
  'persistence-unfit': (_f) =>
    '--persistence ist für Live-Systeme von Debian (boot=live) und Ubuntu (casper), und unter diesen Dateien ist kein Menüeintrag eines solchen: bitte weglassen',
  'persistence-size': (f) =>
    `--persistence braucht mindestens ${f.leastBytes / 2 ** 20} MiB und weniger als 16 TiB: eine Größe wie 4G, oder rest`,
  'files-without-drive': (_f) =>
    '--files betrifft ein Laufwerk, und dessen Größe bestimmt, was geschrieben wird: bitte auch das Laufwerk nennen',
  'relocation-without-rock-ridge': (_f) => 'tiefe Ordner verlegt Rock Ridge, und Rock Ridge ist aus',
  'no-file-system': (_f) => 'ohne ISO 9660 und ohne UDF bleibt kein Dateisystem übrig',
  'md5-without-iso9660': (_f) =>
    'die Medienprüfung steht in einem Deskriptor von ISO 9660, und UDF allein hat keinen',
  'level-without-iso9660': (_f) => 'UDF allein hat keine Stufe von ISO 9660',
  'zisofs-without-rock-ridge': (_f) =>
    'Rock Ridge kennzeichnet, welche Dateien zisofs komprimiert hat, und Rock Ridge ist aus',
  'zisofs-with-udf': (_f) =>
    'UDF kann eine Datei nicht als mit zisofs komprimiert kennzeichnen: bitte eines davon weglassen',
  'zisofs-with-checksums': (_f) =>
    'Prüfsummen entstehen aus den Dateien im Abbild, wo zisofs sie komprimiert hat: bitte eines davon weglassen',
  'zisofs-with-padding': (_f) =>
    'eine Datei, die sich ändert, lässt sich nicht auffüllen, wenn zisofs sie komprimiert hat',
  'links-inside-image': (_f) =>
    'Verweisen in einem Abbild wird nicht gefolgt: bitte --follow-links weglassen',
  'image-compressed': (f) =>
    `${f.path} ist komprimiert, und nur ein unkomprimiertes Abbild lässt sich neu anlegen: bitte zuerst entpacken`,
  'edit-missing': (f) =>
    `im Abbild gibt es kein ${f.path}${f.near === undefined ? '; was da ist, zeigt isowright ls' : `, aber ${f.near}: Geben Sie den Namen an, wie er dort steht`}`,
  'edit-no-folder': (f) =>
    `${f.at} ist im Abbild ${f.kind === 'link' ? 'ein Verweis' : 'eine Datei'}, also kann ${f.path} nicht darin sein; ${f.kind === 'link' ? 'Verweisen wird nicht gefolgt: Nennen Sie den Ordner, zu dem er führt' : 'entfernen Sie sie zuerst, oder benennen Sie sie um'}`,
  'edit-folder-there': (f) =>
    `${f.path} ist im Abbild ein Ordner, und eine Datei würde an seine Stelle treten: Schreiben Sie ${f.path}/, damit sie hineinkommt, oder entfernen Sie den Ordner zuerst`,
  'edit-file-there': (f) =>
    `${f.path} ist im Abbild eine Datei, und ein Ordner würde an ihre Stelle treten: Entfernen Sie sie zuerst, oder geben Sie einen anderen Pfad an`,
  'edit-taken': (f) =>
    `${f.path} gibt es im Abbild schon: Entfernen Sie es zuerst, oder geben Sie den ganzen neuen Pfad mit einem freien Namen an`,
  'edit-into-itself': (f) => `${f.from} kann nicht nach ${f.to}, denn das liegt darin`,
  'edit-no-file': (f) => `${f.path} ist weder Datei noch Ordner, und nur das kann in ein Abbild`,
  'moved-folder-taken': (f) =>
    `der Ordner hat selbst einen Eintrag ${f.name}: bitte umbenennen, oder keine Ordner verlegen`,
  'file-beyond-level': (f) =>
    `${f.path} ist größer als 4 GiB, und das kann Stufe ${f.level} von ISO 9660 nicht aufnehmen: Stufe 3 kann es`,
  'no-file-of-folder': (f) => `${f.name} soll im Deskriptor stehen, ist aber keine Datei direkt im Ordner`,
  'receipt-is-output': (f) =>
    `${f.path} entsteht in diesem Auftrag schon: der Beleg braucht einen anderen Namen`,
  'session-on-drive': () =>
    '--session macht ein Abbild, das diese Session zeigt; ein Laufwerk bekäme die Disc, wie sie ist. Erst ein Abbild sichern, dann dieses auf das Laufwerk schreiben',
  'no-such-session': (f) =>
    `eine Session ${f.session} mit einem Dateisystem gibt es nicht; gefundene Sessions: ${f.sessions}`,
  'convert-twice': (f) =>
    `${f.path} ist komprimiert und lässt sich nur der Reihe nach lesen: Wandeln Sie es zuerst in ein einfaches Abbild um, dann dieses`,
  'convert-name': (f) =>
    `${f.path} heißt wie ein Format (${f.format}), in dem die Datei nicht wäre: Der Name sollte auf .qcow2, .vmdk, .vhd, .cso oder .img enden, zum Komprimieren auf .img.zst, .img.gz oder .img.xz; oder --format sagt, was sie werden soll`,
  'split-format': (f) =>
    `was gepackt wird (${f.format}), entsteht nicht in Teilen, weil seine Stellen erst am Ende bekannt sind: --split nimmt raw, vhd, vhd-fixed und qcow2`,
  'split-size': (f) => `--split nimmt ganze MiB, etwa 2G oder 700M, und nicht ${f.splitBytes} Bytes`,
  'split-parts': (f) => `${f.parts} Teile sind zu viele: höchstens ${f.most}, also --split größer angeben`,
  'split-left-over': (f) =>
    `${f.path} ist schon da und würde als ein weiterer Teil gelesen: zuerst entfernen oder anders nennen`,
  'mostly-empty': (f) =>
    `${f.path} hat ${f.fileBytes} Bytes und will eine Platte von ${f.claimedBytes} enthalten: Wenn das stimmt, hilft --mostly-empty`,
  'receipt-of-packed': (f) =>
    `eine Quittung (${f.path}) gilt den Bytes eines Abbilds, und die Ausgabe soll komprimiert werden: eines davon weglassen`,
  'map-of-image': (f) =>
    `${f.path} sagt, was ein Abbild enthält, und --scan schreibt keines: bitte dafür eine eigene Karte angeben (--map)`,
  'map-is-output': (f) =>
    `${f.path} ist schon das Abbild oder eine Datei daneben: bitte der Karte (--map) einen eigenen Namen geben`,
  'map-no-file': (f) =>
    `${f.path} ist keine gewöhnliche Datei, die Karte (--map) aber ist eine: bitte einen anderen Namen angeben`,
  'output-on-medium': (f) =>
    `${f.path} liegt auf ${f.medium}, das gelesen werden soll; dorthin wird nichts geschrieben: bitte einen Ort auf einem anderen Laufwerk wählen`,
  'output-format': (f) =>
    `${f.path} heißt wie ein anderes Format (${f.format}), enthielte aber die Bytes, wie sie gelesen wurden: ${
      {
        convert: `als ${f.plain} sichern, dann: isowright convert ${f.plain} -o ${f.path}`,
        pack: 'zum Komprimieren muss der Name auf .zst, .gz oder .xz enden, sonst auf .img',
        plain: 'der Name sollte auf .img oder .iso enden',
      }[f.way]
    }`,
  'output-is-link': (f) =>
    `${f.path} ist ein Verweis, und Begonnenes wird nicht über einen Verweis fortgesetzt: bitte die Dateien nennen, zu denen er führt (${f.target}), das Abbild mit -o und seine Karte mit --map`,
  'medium-is-folder': (f) =>
    `${f.path} ist ein Ordner, kein Laufwerk und keine Disc: Ein Abbild aus seinen Dateien macht isowright make; um das Laufwerk zu sichern, auf dem er liegt, bitte dieses nennen (isowright devices zeigt sie)`,
  'medium-is-stream': (f) =>
    `${f.path} ist weder ein Laufwerk noch eine gewöhnliche Datei und lässt sich nicht Sektor für Sektor lesen: bitte ein Laufwerk nennen (isowright devices zeigt sie) oder eine Abbilddatei`,
  'medium-empty': (f) =>
    `${f.path} enthält keine Bytes, also gibt es nichts zu sichern: bitte eine andere Datei nennen, oder das Laufwerk selbst`,
  'no-windows-installer': (f) =>
    `Antworten, Treiber und Dateien für das Windows-Setup brauchen ein Installationsmedium von Windows (bootmgr und sources/install.wim, .esd oder .swm), und ${f.path} ist keines`,
  'answers-twice': (_f) =>
    '--answer nennt eine ganze Antwortdatei: Lassen Sie die anderen Optionen --answer-… weg, oder die Datei',
  'answer-language': (f) =>
    `Dieses Medium hat Windows in ${f.languages.join(', ')}, nicht in ${f.language}: Nennen Sie eine davon bei --answer-language; --answer-region und --answer-keyboard dürfen andere sein`,
  'receipt-without-drive': (_f) => 'ein Beleg wird mit Laufwerken verglichen: bitte auch das Laufwerk nennen',
  'no-hash-file': (f) => `eine Datei ${f.path} gibt es nicht: --hash-file nimmt eine Prüfsummendatei`,
  'no-hash-in-file': (f) =>
    `${f.path} lässt sich keine Prüfsumme von ${f.name} entnehmen: ${f.why ?? ''}; erwartet wird eine Zeile mit einer Prüfsumme und ${f.name}, oder eine Prüfsumme allein`,
  'no-plain-file': (f) =>
    `${f.path} ist keine gewöhnliche Datei und wird nicht ersetzt; auf ein Laufwerk schreibt isowright write`,
};

export const usage: Table['usage'] = { reasons };
