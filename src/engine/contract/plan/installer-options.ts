import * as z from 'zod';
import { path } from './path.ts';

/** A name of a language or region, as Windows has them: `de-DE`, `sr-Latn-RS`. */
export const LOCALE = /^[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/;
/** A keyboard, by the language it is used for and its number, or as usual there. */
export const KEYBOARD = /^(?:[0-9A-Fa-f]{4}:[0-9A-Fa-f]{8}|[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Z]{2}|[0-9]{3}))?)$/;
/** What Windows takes as the name of an account: not these signs, no full stop at the end, and 20 characters at most. */
export const ACCOUNT = /^(?![. ]*$)(?!.*\.$)(?! )(?!.* $)[^\u0000-\u001f\u007f"/\\[\]:;|=,+*?<>@%&\ud800-\udfff\ufffe\uffff]{1,20}$/;
/** Accounts and groups that every Windows has. */
export const TAKEN_ACCOUNTS: readonly string[] = [
  'administrator',
  'administrators',
  'guest',
  'guests',
  'users',
  'none',
  'system',
  'local service',
  'network service',
  'defaultaccount',
  'defaultuser0',
  'wdagutilityaccount',
];

export const isAccount = (name: string): boolean =>
  ACCOUNT.test(name) && !TAKEN_ACCOUNTS.includes(name.toLowerCase());

/** What comes to the files of an installer of Windows on a stick. */
export const installerOptions = {
  /** An answer file; the stick has it as `autounattend.xml`. */
  answer: path.optional(),
  /** Of one that is made: a local account without a password. */
  answerAccount: z.string().refine(isAccount).optional(),
  /** TPM, Secure Boot and memory are not asked for. */
  answerHardware: z.boolean().optional(),
  /** No network and no account of Microsoft's is asked for. */
  answerNetwork: z.boolean().optional(),
  /** Nothing is asked about data that Microsoft gets: it gets as little as it can. */
  answerPrivacy: z.boolean().optional(),
  answerLanguage: z.string().regex(LOCALE).optional(),
  answerRegion: z.string().regex(LOCALE).optional(),
  answerKeyboard: z.string().regex(KEYBOARD).optional(),
  /** A folder with drivers, which the installer looks for in `$WinPEDriver$`. */
  drivers: path.optional(),
  /** A folder whose content is copied to the new system (`sources/$OEM$`). */
  oem: path.optional(),
};

const schema = z.strictObject(installerOptions);
export type InstallerOptions = z.infer<typeof schema>;
