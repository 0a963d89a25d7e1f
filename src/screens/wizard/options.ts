import type { Answers, OptionAnswers } from './state.ts';

/** One thing that can be chosen about how the job is done; all have a good default. */
export interface OptionRow {
  readonly id: keyof OptionAnswers;
  readonly title: string;
  /** What it is good for, one line. */
  readonly why: string;
}

const forFolders: readonly OptionRow[] = [
  { id: 'label', title: 'Label', why: 'the name a computer shows for the disc; type to change it' },
  { id: 'joliet', title: 'Names for Windows (Joliet)', why: 'long names and Unicode on Windows' },
  {
    id: 'rockRidge',
    title: 'Names for Unix (Rock Ridge)',
    why: 'names, modes, owners, times and links on Linux and Unix',
  },
  { id: 'followLinks', title: 'Follow links', why: 'put the file a link points to, not the link' },
];

/** The options that apply to a job. */
export function optionRows({ task, source }: Answers): OptionRow[] {
  const verify: OptionRow = {
    id: 'verify',
    title: 'Read back and compare',
    why:
      task === 'make'
        ? 'proves that the file on the disk is the image'
        : 'proves every byte on the drive; takes as long again',
  };
  return [...(source?.kind === 'folder' ? forFolders : []), verify];
}
