import type { OptionWords } from '../../options/option-words.ts';

const tests: { readonly [value: string]: string } = {
  quick: 'a quick one first',
  full: 'every byte of the drive first: takes long',
  off: 'none',
};
const testText = (said: string) => tests[said] ?? said;

/** Options of a job: how a result is proved, how a drive is written, how targets are named. */
export const jobOptions = {
  verify: {
    title: 'Read back and compare',
    why: 'Proves every byte of the result; takes as long again. Without it the report says that nothing is proved.',
    help: 'do not read the result back',
    summary: 'none',
  },
  delta: {
    title: 'Only what differs',
    why: 'Reads the drive first and writes only what is different: quick when most of it is there already.',
    help: 'read first and write only what differs',
    summary: { label: 'writes', text: () => 'only what differs from what is there' },
  },
  test: {
    title: 'Test the drive first',
    why: 'Does the drive hold what it says?',
    help: 'does the drive hold what it says: quick (default for a new drive), full (destroys all content), off',
    valueName: 'kind',
    summary: { label: 'test', text: testText },
    values: {
      auto: [
        'new drives',
        'A quick test, unless this drive passed one before. Finds false sizes in seconds; content is put back.',
      ],
      quick: [
        'quick',
        'Some seconds: about 50 places are written and read, and put back. Finds drives of a false size.',
      ],
      full: [
        'full',
        'Writes and reads the whole drive, for as long as that takes: finds every bad place. Everything on it is lost.',
      ],
      off: ['no', 'No test. A drive of a false size shows only when it is read back.'],
    },
  },
  receipt: {
    title: 'Receipt',
    why: 'A new file with hashes and identities: it proves the result years later, without the image. The whole path.',
    summary: { label: 'receipt', text: (said: string) => said },
    help: 'a new file with hashes and identities, to verify the drive by without the image',
    valueName: 'file',
    empty: 'none',
  },
  bmapFile: {
    title: 'Block map',
    why: 'Another .bmap file than the one beside the image; its whole path.',
    help: 'a block map of the image (default: NAME.bmap beside it): what it leaves out is left alone',
    valueName: 'file',
    empty: 'the one beside the image',
  },
  bmap: {
    title: 'Use the block map',
    why: 'A .bmap file beside the image says which blocks matter: the others are not written. A receipt wants all of them.',
    help: 'no block map: everything counts, also what one leaves out',
  },
  sha256: {
    title: 'SHA-256',
    why: 'What the image should be, or the file it is packed in, as its publisher says: 64 hexadecimal digits.',
    help: 'the SHA-256 that the image, or the file it is packed in, must have',
    valueName: 'hex',
    empty: 'what stands beside the image',
  },
  hashFile: {
    title: 'Checksum file',
    why: 'A checksum file that names the image, wherever it lies; its whole path.',
    help: 'a checksum file that says what the image must be (default: those beside it)',
    valueName: 'file',
    empty: 'those beside the image',
  },
  raw: {
    title: 'Whatever it is',
    why: 'A file that is no image (a virtual disk, an archive, a web page) is refused. This takes it as it is.',
    help: 'take a file that is no image as it is',
  },
  allowTruncated: {
    title: 'Allow a cut image',
    why: 'An image that ends before its own volumes, partitions or boot images do was cut off, and is refused. A few are made so.',
    help: 'take an image that ends before its own structures do',
  },
  rebuild: {
    title: 'Lay out anew',
    why: 'The files of the image are laid out anew, with the options of an image that is made from a folder.',
    summary: 'none',
    help: 'lay the files of an image out anew, with the options of make',
  },
  discard: {
    title: 'Discard first',
    why: 'The drive forgets everything first (TRIM); where it then gives zeros, zeros need no write. Nothing can be undone.',
    help: 'have the drive forget its content first (TRIM)',
  },
  driveLabel: {
    title: 'Name',
    why: 'What a computer shows for the drive; at most 11 plain characters.',
    help: 'name of the file system',
    summary: {
      label: 'becomes',
      always: true,
      text: (said: string) => `one empty partition${said === '' ? '' : ` named ${said}`}`,
    },
    valueName: 'text',
    empty: 'none',
  },
  partly: {
    help: 'also when files that were overwritten cannot come back',
  },
} satisfies { readonly [id: string]: OptionWords };
