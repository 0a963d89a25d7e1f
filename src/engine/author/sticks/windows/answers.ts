import { escapeXml } from '../../../bytes/formats/xml/references.ts';
import type { InstallerOptions } from '../../../contract/plan/installer-options.ts';
import type { ProcessorName } from './installer.ts';

/** `Microsoft-Windows-Setup` and the like, by the pass in which it is read. */
interface Component {
  readonly name: string;
  readonly content: readonly string[];
}

const NAMESPACES =
  'xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State"';
/** Of every component of Windows. */
const IDENTITY = 'publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS"';
/** What Windows 11 asks of a computer, and what its installer lets be skipped. */
const CHECKS = ['BypassTPMCheck', 'BypassSecureBootCheck', 'BypassRAMCheck'] as const;
const LAB_CONFIG = 'HKLM\\SYSTEM\\Setup\\LabConfig';
const OOBE_KEY = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\OOBE';
/** Turns off what express settings would turn on. */
const NO_EXPRESS_SETTINGS = '3';

const ANSWERS = [
  'answerAccount',
  'answerHardware',
  'answerNetwork',
  'answerPrivacy',
  'answerLanguage',
  'answerRegion',
  'answerKeyboard',
] as const;

type Asked = Pick<InstallerOptions, (typeof ANSWERS)[number]>;

/** Whether anything is to be answered. */
export function asksForAnswers(asked: Asked): boolean {
  return ANSWERS.some((answer) => asked[answer] !== undefined);
}

/**
 * An answer file (`autounattend.xml`) for an installer of Windows. It answers what was asked for and no more: which disk
 * is installed to, and what is erased, stays a question. The first pass is there even if it has nothing to say: without
 * it, the installer leaves out a later one.
 */
export function answerFile(asked: Asked, processors: readonly ProcessorName[]): string {
  const passes: readonly (readonly [string, readonly Component[]])[] = [
    ['windowsPE', [...languages(asked, 'Microsoft-Windows-International-Core-WinPE'), setup(asked)]],
    ['specialize', deployment(asked)],
    ['oobeSystem', [...languages(asked, 'Microsoft-Windows-International-Core'), ...shell(asked)]],
  ];
  const settings = passes.flatMap(([pass, components]) => settingsOf(pass, components, processors));
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<unattend ${NAMESPACES}>`,
    ...settings,
    '</unattend>',
    '',
  ].join('\r\n');
}

function settingsOf(
  pass: string,
  components: readonly Component[],
  processors: readonly ProcessorName[],
): string[] {
  if (components.length === 0) return [];
  const inner = components.flatMap(({ name, content }) =>
    processors.flatMap((processor) => [
      `<component name="${name}" processorArchitecture="${processor}" ${IDENTITY}>`,
      ...content,
      '</component>',
    ]),
  );
  return [`<settings pass="${pass}">`, ...inner, '</settings>'];
}

/** No product key: which edition is installed stays a question. */
function setup({ answerHardware }: Asked): Component {
  const commands = answerHardware ? CHECKS.map((check) => register(LAB_CONFIG, check)) : [];
  return {
    name: 'Microsoft-Windows-Setup',
    content: ['<UserData><ProductKey><Key></Key></ProductKey></UserData>', ...runSynchronous(commands)],
  };
}

function deployment({ answerNetwork }: Asked): Component[] {
  if (!answerNetwork) return [];
  return [
    {
      name: 'Microsoft-Windows-Deployment',
      content: runSynchronous([register(OOBE_KEY, 'BypassNRO')]),
    },
  ];
}

function register(key: string, name: string): string {
  return `reg.exe add ${key} /v ${name} /t REG_DWORD /d 1 /f`;
}

function runSynchronous(commands: readonly string[]): string[] {
  if (commands.length === 0) return [];
  const each = commands.map(
    (command, index) =>
      `<RunSynchronousCommand wcm:action="add"><Order>${index + 1}</Order>${element('Path', command)}</RunSynchronousCommand>`,
  );
  return ['<RunSynchronous>', ...each, '</RunSynchronous>'];
}

/** What is not said follows the language, as it does when the installer asks. */
function languages({ answerLanguage, answerRegion, answerKeyboard }: Asked, name: string): Component[] {
  const region = answerRegion ?? answerLanguage;
  const keyboard = answerKeyboard ?? region;
  if (keyboard === undefined) return [];
  const isInstaller = name.endsWith('WinPE');
  const content = [
    ...(answerLanguage && isInstaller
      ? [`<SetupUILanguage>${element('UILanguage', answerLanguage)}</SetupUILanguage>`]
      : []),
    element('InputLocale', keyboard),
    ...(region === undefined ? [] : [element('SystemLocale', region)]),
    ...(answerLanguage === undefined ? [] : [element('UILanguage', answerLanguage)]),
    ...(region === undefined ? [] : [element('UserLocale', region)]),
  ];
  return [{ name, content }];
}

function shell({ answerAccount, answerNetwork, answerPrivacy }: Asked): Component[] {
  const oobe = [
    ...(answerNetwork || answerAccount !== undefined ? [element('HideOnlineAccountScreens', 'true')] : []),
    ...(answerNetwork ? [element('HideWirelessSetupInOOBE', 'true')] : []),
    ...(answerPrivacy ? [element('ProtectYourPC', NO_EXPRESS_SETTINGS)] : []),
  ];
  const content = [
    ...(oobe.length > 0 ? ['<OOBE>', ...oobe, '</OOBE>'] : []),
    ...(answerAccount === undefined ? [] : account(answerAccount)),
  ];
  return content.length > 0 ? [{ name: 'Microsoft-Windows-Shell-Setup', content }] : [];
}

/** An administrator without a password, as the installer makes it when none is typed. */
function account(name: string): string[] {
  return [
    '<UserAccounts><LocalAccounts><LocalAccount wcm:action="add">',
    element('Name', name),
    element('DisplayName', name),
    element('Group', 'Administrators'),
    '<Password><Value></Value><PlainText>true</PlainText></Password>',
    '</LocalAccount></LocalAccounts></UserAccounts>',
  ];
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}
