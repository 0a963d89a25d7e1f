import * as z from 'zod';
import { path } from './path.ts';

/** A name of a language or region, as Windows has them: `de-DE`, `sr-Latn-RS`. */
export const LOCALE = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?-(?:[A-Z]{2}|[0-9]{3})(?:-[a-z]{5,8})?$/;
/** A keyboard, by the language it is used for and its number, or as usual there. */
const KEYBOARD = /^[0-9A-Fa-f]{4}:[0-9A-Fa-f]{8}$/;
export const isKeyboard = (text: string): boolean => KEYBOARD.test(text) || LOCALE.test(text);
/** Signs that the name of an account in Windows cannot have. */
const NO_ACCOUNT_SIGN = /[\u0000-\u001f\u007f"/\\[\]:;|=,+*?<>@%&\ud800-\udfff\ufffe\uffff]/;
const MOST_ACCOUNT_UNITS = 20;
/** Accounts and groups that every Windows has. */
const TAKEN_ACCOUNTS: readonly string[] = [
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

/** No full stop at the end, no blanks around it, and not too long. */
export function isAccount(name: string): boolean {
  if (name === '' || name.length > MOST_ACCOUNT_UNITS || name.trim() !== name) return false;
  return !name.endsWith('.') && !NO_ACCOUNT_SIGN.test(name) && !TAKEN_ACCOUNTS.includes(name.toLowerCase());
}

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
  answerKeyboard: z.string().refine(isKeyboard).optional(),
  /** A folder with drivers, which the installer looks for in `$WinPEDriver$`. */
  drivers: path.optional(),
  /** A folder whose content is copied to the new system (`sources/$OEM$`). */
  oem: path.optional(),
};

const schema = z.strictObject(installerOptions);
export type InstallerOptions = z.infer<typeof schema>;
