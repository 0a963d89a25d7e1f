import type { OptionWords } from '../../options/option-words.ts';

/** What comes to an installer of Windows on a stick, and what it need not ask. */
export const installerOptions = {
  answerAccount: {
    title: 'Windows account',
    why: 'A local account of this name, an administrator without a password. Set a password after the first sign-in.',
    help: 'Windows Setup makes a local account of this name, without a password',
    valueName: 'name',
    empty: 'Windows Setup asks',
    summary: { label: 'Windows', text: (said: string) => `a local account ${said}, without a password` },
  },
  answerNetwork: {
    title: 'No network needed',
    why: 'Windows Setup demands neither a network nor a Microsoft account.',
    help: 'Windows Setup demands neither a network nor a Microsoft account',
    summary: { label: 'Windows', text: () => 'no network and no Microsoft account needed' },
  },
  answerHardware: {
    title: 'Any hardware',
    why: 'Windows 11 is installed even without a TPM, without Secure Boot, and with little memory. Microsoft does not support that.',
    help: 'Windows Setup skips its checks of TPM, Secure Boot and memory',
    summary: { label: 'Windows', text: () => 'TPM, Secure Boot and memory are not checked' },
  },
  answerPrivacy: {
    title: 'No tracking',
    why: 'Windows Setup does not ask what data Microsoft may have: it gets as little as these settings allow.',
    help: 'Windows Setup answers its privacy questions with no',
    summary: { label: 'Windows', text: () => 'its privacy questions are answered with no' },
  },
  answerLanguage: {
    title: 'Windows language',
    why: 'A language that is on the medium, like de-DE. Region and keyboard follow it unless they are given.',
    help: 'the language of Windows, like de-DE; region and keyboard follow it',
    valueName: 'locale',
    empty: 'Windows Setup asks',
  },
  answerRegion: {
    title: 'Windows region',
    why: 'How dates, numbers and money are written, like de-AT.',
    help: 'the region of Windows, like de-AT',
    valueName: 'locale',
    empty: 'as the language',
  },
  answerKeyboard: {
    title: 'Keyboard',
    why: 'The usual one of a language (de-CH), or a pair of numbers (0409:00000407).',
    help: 'the keyboard of Windows, like de-CH or 0409:00000407',
    valueName: 'keyboard',
    empty: 'as the region',
  },
  answer: {
    title: 'Answer file',
    why: 'An autounattend.xml of your own. It is checked, and goes onto the stick as it is.',
    help: 'an answer file (autounattend.xml) of your own, for Windows Setup',
    valueName: 'file',
    empty: 'none',
    summary: { label: 'answers', text: (said: string) => said },
  },
  drivers: {
    title: 'Drivers',
    why: 'A folder with drivers (.inf and what belongs to them): Windows Setup finds and installs those that fit.',
    help: 'a folder with drivers that Windows Setup finds and installs ($WinPEDriver$)',
    valueName: 'folder',
    empty: 'none',
    summary: { label: 'drivers', text: (said: string) => said },
  },
  oem: {
    title: 'Files for Windows',
    why: 'A folder whose $$ and $1 are copied to C:\\Windows and C:\\ of the new system.',
    help: 'a folder that becomes sources/$OEM$: Windows Setup copies its $$ and $1 to the new system',
    valueName: 'folder',
    empty: 'none',
    summary: { label: '$OEM$', text: (said: string) => said },
  },
} satisfies { readonly [id: string]: OptionWords };
