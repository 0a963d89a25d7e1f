import type { DeviationReasons, EncodeReasons } from '../../engine/contract/failure/encode-reasons.ts';
import type { ReasonWords } from '../reason-words.ts';

const cannotHold: ReasonWords<EncodeReasons> = {
  'too-many-characters': (f) => `${f.characters} characters, but only ${f.most} fit`,
  'other-characters': (f) => `'${f.text}' has characters that are not ${f.set}`,
  'not-whole': (f) => `${f.value} is not a whole number`,
  'out-of-range': (f) => `${f.value} is not a whole number from ${f.least} to ${f.most}`,
  'other-byte-count': (f) => `${f.foundBytes} bytes instead of ${f.neededBytes}`,
  'too-many-digits': (f) => `${f.value} in ${f.digits} digits`,
  'no-guid': (f) => `'${f.text}' is not a GUID`,
  'text-too-long': (f) => `'${f.text}' is too long`,
  'too-many-bytes': (f) => `'${f.text}' needs ${f.neededBytes} bytes, but only ${f.mostBytes} fit`,
  'too-many-sectors': (f) => `${f.sectors} sectors, but the largest volume has ${f.most}`,
};

const deviations: ReasonWords<DeviationReasons> = {
  'other-bytes': (f) => `${f.found} instead of ${f.expected}`,
  'reserved-not-zero': (f) => `byte ${f.byte} of a reserved field is not zero`,
  'copies-differ': (f) => `copies differ: ${f.little} and ${f.big}`,
  'other-characters': (f) => `'${f.text}' has characters that are not ${f.set}`,
  'beyond-exact': (_f) => 'larger than 2^53',
  'no-digits': (f) => `'${f.text}' is not a number in digits`,
  'length-beyond-field': (f) => `length ${f.lengthBytes} in a field of ${f.fieldBytes}`,
  'compression-id': (f) => `compression id ${f.id}`,
  'cut-off': (f) => `${f.foundBytes} bytes, ${f.neededBytes} needed`,
};

/** What a format cannot hold, and what in one deviates from the standard. */
export const encoding = { cannotHold, deviations };
