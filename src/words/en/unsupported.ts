import type { UnsupportedReasons } from '../../engine/contract/failure/unsupported-reasons.ts';
import type { ReasonWords } from '../reason-words.ts';

type WaysOut = {
  readonly [R in keyof UnsupportedReasons]: (facts: UnsupportedReasons[R] & { driver: string }) => string;
};

const byQemu = ({ driver }: { driver: string }): string =>
  `Convert it to a plain image first: qemu-img convert${driver && ` -f ${driver}`} -O raw FROM TO`;

/** qemu-img knows nothing of the other disk in these, and would make a disk of zeros and differences without a word. */
const mergedBy: Readonly<Record<string, string>> = {
  vpc: 'Merge both into a whole disk first, on Windows with Hyper-V: Convert-VHD -Path FROM -DestinationPath TO.vhdx -VHDType Dynamic (not with qemu-img, which leaves the other disk out)',
  vhdx: 'Merge both into a whole disk first, on Windows with Hyper-V: Convert-VHD -Path FROM -DestinationPath TO.vhdx -VHDType Dynamic',
  vdi: 'Merge both into a whole disk first, with VirtualBox: VBoxManage clonemedium disk FROM TO.vdi',
};

const reasons: ReasonWords<UnsupportedReasons> = {
  'backing-file': (_f) => 'it holds only what differs from another disk',
  encrypted: (_f) => 'it is encrypted',
  'data-file': (_f) => 'its data is in another file that it names',
  'extended-l2': (_f) => 'it uses extended L2 entries',
  features: (f) => `it uses features that are not known here (${f.bits})`,
  version: (f) => `its version is ${f.version}`,
  'packed-with': (f) => `it is compressed with ${f.method}`,
  segments: (f) => `it is one of ${f.count} segments of an image`,
  'extent-kind': (f) => `one of its parts is of the kind ${f.kind}`,
  'extent-name': (f) => `one of its parts is not in the same folder (${f.name})`,
  'vmfs-sparse': (_f) => 'it is a sparse disk of VMware ESX',
  'audio-only': (_f) => 'it holds sound, and no track of data',
  'sound-file': (f) => `its data is said to be in a sound file (${f.name}, ${f.type})`,
  'form-2': (f) => `sector ${f.sector} of the track holds 2324 bytes (mode 2, form 2), as video and sound do`,
  'disc-parts': (f) => `its sectors are in ${f.count} files`,
};

const waysOut: WaysOut = {
  'backing-file': (f) => mergedBy[f.driver] ?? `In the folder that holds the other disk too: ${byQemu(f)}`,
  encrypted: (_f) =>
    'Decrypt it first, with the program that encrypted it, or with qemu-img convert and its password.',
  'data-file': byQemu,
  'extended-l2': byQemu,
  features: (f) => `With a recent version of QEMU: ${byQemu(f)}`,
  version: (f) =>
    f.driver === '' ? 'Convert it to a plain image first, with the program that made it.' : byQemu(f),
  'packed-with': (_f) =>
    'Convert it to a plain image first, on a Mac with: hdiutil convert FROM -format UDTO -o TO',
  segments: (_f) => 'Join them first, on a Mac with: hdiutil convert FROM -format UDTO -o TO',
  'extent-kind': byQemu,
  'extent-name': (_f) =>
    'If you know where the image is from, put the part beside it and remove the folder from its name in the descriptor.',
  'vmfs-sparse': (_f) => 'On the ESX host, convert it to a plain disk first: vmkfstools -i FROM TO',
  'audio-only': (_f) =>
    'To take the music out, use a program that splits discs into sound files, such as bchunk.',
  'sound-file': (_f) => 'Unpack that file first, and name the unpacked one in the sheet as BINARY.',
  'form-2': (_f) =>
    'No image in sectors of 2048 bytes holds them. Its other files can be taken out with: isowright extract',
  'disc-parts': (_f) => 'Join them first, in order, and give the sheet made for one file.',
};

/** Containers that are known and not read. */
export const unsupported = { reasons, waysOut };
