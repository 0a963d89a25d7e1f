import type { OptionWords } from '../../options/option-words.ts';

/** What is done to the files of an image. */
export const editOptions = {
  changes: {
    help: 'put a file or folder of this computer into the image: a folder is merged, a file replaces one of that name',
    valueName: 'src=path',
    summary: { label: 'changes', text: (said: string) => said },
  },
} satisfies { readonly [id: string]: OptionWords };
