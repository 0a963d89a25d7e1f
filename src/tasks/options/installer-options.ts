import { optIn, words } from './codec.ts';
import { accountRemark, keyboardRemark, localeRemark } from './installer-rules.ts';
import { choice, type Situation, text } from './option.ts';
import { inAuthor } from './place.ts';
import { folderPathRemark, wholePathRemark } from './rules.ts';

/** A wizard knows what a source is once it was looked into; a command line asks for what it wants. */
const isInstaller = ({ isStick, source }: Situation): boolean =>
  isStick && (source?.profile === undefined || source.profile === 'windows');

/** What comes to an installer of Windows, and what it need not ask. */
export const installerOptions = [
  text({
    id: 'answerAccount',
    flag: { long: 'answer-account', takes: 'text' },
    place: inAuthor('answerAccount', words),
    applies: isInstaller,
    remark: accountRemark,
  }),
  choice(['off', 'on'], {
    id: 'answerNetwork',
    flag: { long: 'answer-no-network' },
    place: inAuthor('answerNetwork', optIn),
    applies: isInstaller,
  }),
  choice(['off', 'on'], {
    id: 'answerHardware',
    flag: { long: 'answer-any-hardware' },
    place: inAuthor('answerHardware', optIn),
    applies: isInstaller,
  }),
  choice(['off', 'on'], {
    id: 'answerPrivacy',
    flag: { long: 'answer-no-tracking' },
    place: inAuthor('answerPrivacy', optIn),
    applies: isInstaller,
  }),
  text({
    id: 'answerLanguage',
    flag: { long: 'answer-language', takes: 'text' },
    row: 'advanced',
    place: inAuthor('answerLanguage', words),
    applies: isInstaller,
    remark: localeRemark,
  }),
  text({
    id: 'answerRegion',
    flag: { long: 'answer-region', takes: 'text' },
    row: 'advanced',
    place: inAuthor('answerRegion', words),
    applies: isInstaller,
    remark: localeRemark,
  }),
  text({
    id: 'answerKeyboard',
    flag: { long: 'answer-keyboard', takes: 'text' },
    row: 'advanced',
    place: inAuthor('answerKeyboard', words),
    applies: isInstaller,
    remark: keyboardRemark,
  }),
  text({
    id: 'answer',
    flag: { long: 'answer', takes: 'file' },
    row: 'advanced',
    place: inAuthor('answer', words),
    applies: isInstaller,
    remark: wholePathRemark,
  }),
  text({
    id: 'drivers',
    flag: { long: 'drivers', takes: 'folder' },
    row: 'advanced',
    place: inAuthor('drivers', words),
    applies: isInstaller,
    remark: folderPathRemark,
  }),
  text({
    id: 'oem',
    flag: { long: 'oem', takes: 'folder' },
    row: 'advanced',
    place: inAuthor('oem', words),
    applies: isInstaller,
    remark: folderPathRemark,
  }),
] as const;

/** For tasks that lay files out on a stick, or compare one. */
export const installerOptionIds = installerOptions.map(({ id }) => id);
