import type { Table } from '../en/table.ts';

type Words = Table['encoding'];

const cannotHold: Words['cannotHold'] = {
  'too-many-characters': (f) => `${f.characters} Zeichen, aber nur ${f.most} passen`,
  'other-characters': (f) => `„${f.text}“ hat Zeichen, die keine ${f.set} sind`,
  'not-whole': (f) => `${f.value} ist keine ganze Zahl`,
  'out-of-range': (f) => `${f.value} ist keine ganze Zahl von ${f.least} bis ${f.most}`,
  'other-byte-count': (f) => `${f.foundBytes} Bytes statt ${f.neededBytes}`,
  'too-many-digits': (f) => `${f.value} in ${f.digits} Ziffern`,
  'no-guid': (f) => `„${f.text}“ ist keine GUID`,
  'text-too-long': (f) => `„${f.text}“ ist zu lang`,
  'too-many-bytes': (f) => `„${f.text}“ braucht ${f.neededBytes} Bytes, aber nur ${f.mostBytes} passen`,
  'too-many-sectors': (f) => `${f.sectors} Sektoren, das größte Dateisystem hat ${f.most}`,
};

const deviations: Words['deviations'] = {
  'other-bytes': (f) => `${f.found} statt ${f.expected}`,
  'reserved-not-zero': (f) => `Byte ${f.byte} eines reservierten Felds ist nicht null`,
  'copies-differ': (f) => `die Kopien weichen ab: ${f.little} und ${f.big}`,
  'other-characters': (f) => `„${f.text}“ hat Zeichen, die keine ${f.set} sind`,
  'beyond-exact': (_f) => 'größer als 2^53',
  'no-digits': (f) => `„${f.text}“ ist keine Zahl in Ziffern`,
  'length-beyond-field': (f) => `Länge ${f.lengthBytes} in einem Feld von ${f.fieldBytes}`,
  'compression-id': (f) => `Kompressionskennung ${f.id}`,
  'cut-off': (f) => `${f.foundBytes} Bytes, nötig sind ${f.neededBytes}`,
};

export const encoding: Words = { cannotHold, deviations };
