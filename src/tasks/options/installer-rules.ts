import { isAccount, isKeyboard, LOCALE } from '../../engine/contract/plan/installer-options.ts';
import type { Option } from './option.ts';

type Rule = Option['remark'];

export const accountRemark: Rule = (text) =>
  isAccount(text) ? undefined : { code: 'account-name', facts: {}, stops: true };

export const localeRemark: Rule = (text) =>
  LOCALE.test(text) ? undefined : { code: 'no-locale', facts: {}, stops: true };

export const keyboardRemark: Rule = (text) =>
  isKeyboard(text) ? undefined : { code: 'no-keyboard', facts: {}, stops: true };
