import { endsOf } from '../../engine/contract/plan/parts.ts';
import type { Plan } from '../../engine/contract/plan/plan.ts';
import type { KindWords, MenuWords } from '../kind-words.ts';
import { quoted } from '../quoted.ts';
import { burn } from './burned.ts';
import { drivesLeft, drivesOut } from './drives-left.ts';
import { recovery } from './recovery-kind.ts';

const isOfReceipt = ({ source }: Plan) => source?.kind === 'receipt';

const make: KindWords = {
  title: 'Make an image',
  about: 'make an ISO image from a folder, or lay out an ISO image anew',
  done: () => 'Done and proved',
  proved: 'holds the image; every byte was read back and compared',
  proof: ({ verify }) =>
    verify ? 'every byte is read back and compared' : 'skipped: the result is not proved',
  would: ({ source }) => `make ${source?.path ?? ''}`,
  lookedAt: ({ source }) => (source?.kind === 'folder' ? 'the folder' : 'the image'),
  stopped: () => 'Nothing unfinished is left behind.',
  next: (_, { image }) =>
    image === undefined ? [] : [`Put it on a drive: isowright write ${quoted(image.path)} DRIVE`],
  overwrittenWith: ({ source }) => source?.path ?? '',
  menu: {
    title: 'Make an image from a folder',
    line: 'make an image from a folder',
    about: [
      'Everything in a folder becomes one ISO file that any computer can open.',
      'You see in advance how large it will be and what it cannot keep.',
    ],
    source: {
      question: 'Which folder becomes an image? (or an image laid out anew)',
      prompt: 'Path of the folder:',
    },
  },
};

const read: KindWords = {
  title: 'Save',
  about: 'save a disc, drive or partition as an image or onto a drive, however damaged it is',
  done: ({ image, targets = [] }) =>
    image === undefined && targets.length === 0 ? 'Every sector can be read' : 'Every sector was read',
  proved: 'holds what was read; every byte was read back and compared',
  proof: (plan) =>
    plan.scan
      ? 'nothing is written, so there is nothing to prove'
      : `what was read is read back from ${endsOf(plan).length > 1 ? 'all of them' : plan.output ? 'the image' : 'the drive'} and compared`,
  would: (plan) =>
    plan.scan
      ? `read ${plan.source?.path ?? ''} and write nothing`
      : `save ${plan.source?.path ?? ''} as ${endsOf(plan).join(', ')}`,
  lookedAt: () => 'the medium',
  stopped: () => 'What has been read stays: the same command continues from there.',
  next: (_, { image }) =>
    image === undefined ? [] : [`To see what it is: isowright inspect ${quoted(image.path)}`],
  overwrittenWith: ({ source }) => source?.path ?? '',
  menu: {
    title: 'Save a disc or drive as an image',
    line: 'save a disc or drive as an image',
    about: [
      'A disc, stick or drive is read sector by sector, into a file or onto a drive.',
      'It is only read. Damaged media too: the easy parts first, bad places later.',
    ],
    medium: 'Which drive or disc is to be saved?',
    drive: ({ name, size }) => `Which drive becomes a copy of ${name}${size === '' ? '' : ` (${size})`}?`,
  },
};

const write: KindWords = {
  title: 'Write',
  about: 'write an image (or a folder) to drives, then verify',
  done: () => 'Done and proved',
  proved: 'holds the image; every byte was read back and compared',
  proof: ({ verify }) =>
    verify ? 'every byte is read back and compared' : 'skipped: the result is not proved',
  would: ({ source }) => `write ${source?.path ?? ''}`,
  lookedAt: ({ source }) => (source?.kind === 'folder' ? 'the folder' : 'the image'),
  stopped: drivesLeft,
  next: drivesOut,
  overwrittenWith: ({ source }) => source?.path ?? '',
  menu: {
    title: 'Write an image to a drive',
    line: 'write an image to a drive',
    about: [
      'An image file, or a folder, goes onto a USB stick or another drive.',
      'The drive is erased: you are shown which one, and type its name first.',
    ],
    source: {
      question: 'Which image (or folder) goes onto the drive?',
      prompt: 'Path of the image or folder, or an http(s) address:',
    },
    drive: ({ name, size }) => `Which drive gets ${name}${size === '' ? '' : ` (${size})`}?`,
  },
};

const verify: KindWords = {
  title: 'Verify',
  about: 'compare an image (or a receipt) with targets, or an image with its own checksums',
  done: ({ targets = [] }) =>
    targets.some(({ mappedBytes }) => mappedBytes !== undefined)
      ? 'Proved: all data of the image is there'
      : 'Proved: everything is equal',
  proved: 'holds the image; every byte was read back and compared',
  proof: (plan) =>
    isOfReceipt(plan)
      ? 'every byte against the hashes in the receipt; nothing is changed'
      : 'every byte is compared; nothing is changed',
  would: ({ source }) => `verify ${source?.path ?? ''}`,
  lookedAt: (plan) =>
    isOfReceipt(plan) ? 'the receipt' : plan.source?.kind === 'folder' ? 'the folder' : 'the image',
  stopped: () => 'Nothing unfinished is left behind.',
  next: () => [],
  overwrittenWith: () => '',
  menu: {
    title: 'Verify an image or a drive',
    line: 'verify an image or a drive',
    about: [
      'Compares a drive with an image, or with the receipt of the job that wrote it;',
      'or an image with its own checksum file. Nothing is changed.',
    ],
    source: {
      question: 'Which image (or receipt) should be verified?',
      prompt: 'Path of the image or of a receipt, or an http(s) address:',
    },
    drive: ({ name, isReceipt }) =>
      isReceipt ? `Which drive is compared with ${name}?` : `What is ${name} compared with?`,
  },
};

const undo: KindWords = {
  title: 'Undo',
  about: 'put back what a job overwrote, as far as it was kept',
  done: () => 'Put back and proved',
  proved: 'holds the image; every byte was read back and compared',
  proof: () => 'what is put back is read back and compared',
  would: ({ job }) => `undo ${job ?? ''}`,
  lookedAt: () => 'the drive',
  stopped: () => 'What was put back so far stays: running undo again finishes it.',
  next: () => [],
  overwrittenWith: ({ job }) => `what job ${job ?? ''} overwrote`,
};

const restore: KindWords = {
  title: 'Give me my stick back',
  about: 'make a drive empty and ordinary again: one FAT32 or exFAT partition',
  done: () => 'An empty, ordinary drive again',
  proved: 'is empty; every byte written was read back and compared',
  proof: () => 'every byte written is read back and compared',
  would: (plan) => `make one empty partition on ${endsOf(plan).join(', ')}`,
  lookedAt: () => 'the drive',
  stopped: (plan, phase) => drivesLeft(plan, phase),
  next: drivesOut,
  overwrittenWith: () => 'an empty file system',
  menu: {
    title: 'Give me my stick back',
    line: 'give me my stick back: one empty, ordinary partition',
    about: [
      'Makes a drive empty and ordinary again: one partition that every computer can read.',
      'The drive is erased: you are shown which one, and type its name first.',
    ],
    drive: () => 'Which drive becomes an empty, ordinary one again?',
  },
};

const convert: KindWords = {
  title: 'Convert',
  about: 'put an image into another format, whatever it is in',
  done: () => 'Done and proved',
  proved: 'holds the image; every byte was read back and compared',
  proof: () => 'what was made is read back and compared with the image',
  would: ({ source, output }) => `make ${output?.path ?? ''} from ${source?.path ?? ''}`,
  lookedAt: () => 'the image',
  stopped: () => 'Nothing unfinished is left behind.',
  next: (_, { image }) =>
    image === undefined ? [] : [`To see what it is: isowright inspect ${quoted(image.path)}`],
  overwrittenWith: ({ source }) => source?.path ?? '',
  menu: {
    title: 'Put an image into another format',
    line: 'put an image into another format',
    about: [
      'A virtual disk (QCOW2, VHD, VHDX, VMDK, VDI, …) becomes a plain image, or the other way round.',
      'The result is read back and compared with the image.',
    ],
    source: {
      question: 'Which image is converted?',
      prompt: 'Path of the image, or an http(s) address:',
    },
  },
};

const edit: KindWords = {
  title: 'Change an image',
  about: 'put files into an image, or take them out: a new image that boots as the old one did',
  done: () => 'Done and proved',
  proved: 'holds the image; every byte was read back and compared',
  proof: ({ verify }) =>
    verify ? 'every byte is read back and compared' : 'skipped: the result is not proved',
  would: ({ source, output }) => `make ${output?.path ?? ''} from ${source?.path ?? ''}`,
  lookedAt: () => 'the image and what comes into it',
  stopped: () => 'Nothing unfinished is left behind.',
  next: (_, { image }) =>
    image === undefined ? [] : [`Put it on a drive: isowright write ${quoted(image.path)} DRIVE`],
  overwrittenWith: ({ source }) => source?.path ?? '',
};

const look: { readonly title: string; readonly menu: MenuWords } = {
  title: 'Look into an image',
  menu: {
    title: 'Look into an image',
    line: 'look into an image',
    about: [
      'See what an image or a drive is, what boots from it, and what is in it;',
      'take files out, or change some of them: that makes a new image.',
    ],
    source: {
      question: 'Which image is looked into? (@ lists drives, too)',
      prompt: 'Path of the image or drive, or an http(s) address:',
    },
  },
};

const jobs: { readonly title: string; readonly menu: MenuWords } = {
  title: 'Jobs',
  menu: {
    title: 'Earlier jobs: view, continue, undo',
    line: 'earlier jobs: view, continue, undo',
    about: [
      'Watch a running job, continue one that was interrupted, or put back',
      'what the last write overwrote, as far as it was kept.',
    ],
  },
};

/** What each kind of job says of itself. */
export const kinds = { make, read, write, verify, undo, restore, convert, edit, burn, recovery, look, jobs };
