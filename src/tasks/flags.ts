import { guestFirmwares, guestMedia } from '../engine/contract/ports/guest.ts';
import { languages } from '../words/language.ts';
import type { WordedId } from '../words/options/options.ts';
import type { Flag } from './options/option.ts';
import { isTerminalSize } from './terminal-size.ts';

/** Flags that are no options of a plan: how a command is carried out, shown, and whom it asks. */
export const flags = {
  json: { long: 'json' },
  quiet: { long: 'quiet' },
  log: { long: 'log', takes: 'file' },
  report: { long: 'report', takes: 'file' },
  dryRun: { long: 'dry-run' },
  plain: { long: 'plain' },
  size: { long: 'size', takes: 'text', isFor: isTerminalSize },
  ascii: { long: 'ascii' },
  color: { long: 'color', says: 'off' },
  bell: { long: 'bell' },
  notify: { long: 'notify' },
  lang: { long: 'lang', takes: 'text', oneOf: languages },
  output: { long: 'output', short: 'o', takes: 'file', required: true },
  outputUnlessScan: { long: 'output', short: 'o', takes: 'file', repeatable: true },
  remove: { long: 'remove', takes: 'text', repeatable: true, linesOf: 'changes' },
  rename: { long: 'rename', takes: 'text', repeatable: true, linesOf: 'changes' },
  onto: { long: 'onto', takes: 'file' },
  force: { long: 'force' },
  forceFiles: { long: 'force' },
  yes: { long: 'yes' },
  yesUndo: { long: 'yes' },
  yesBurn: { long: 'yes' },
  expectSerial: { long: 'expect-serial', takes: 'text', repeatable: true },
  expectSize: { long: 'expect-size', takes: 'text', repeatable: true },
  expectBlank: { long: 'expect-blank' },
  fileTarget: { long: 'file-target' },
  fileRead: { long: 'file-target' },
  fileSaved: { long: 'file-target' },
  unmount: { long: 'unmount' },
  imageFor: { long: 'image-for', takes: 'text', repeatable: true },
  directory: { long: 'directory', short: 'C', takes: 'folder', required: true },
  clean: { long: 'clean' },
  pause: { long: 'pause' },
  continue: { long: 'continue' },
  stop: { long: 'stop' },
  names: { long: 'names' },
  showOrigin: { long: 'show-origin' },
  check: { long: 'check' },
  firmware: { long: 'firmware', takes: 'text', oneOf: guestFirmwares },
  medium: { long: 'medium', takes: 'text', oneOf: guestMedia },
  seconds: { long: 'seconds', takes: 'text' },
  by: { long: 'by', takes: 'text', oneOf: ['bytes', 'content'] },
} as const satisfies { readonly [id in WordedId]?: Flag };

export type FlagId = keyof typeof flags;

/** Of every command. */
export const commonFlags = [
  'json',
  'quiet',
  'log',
  'report',
  'dryRun',
  'plain',
  'size',
  'ascii',
  'color',
  'bell',
  'notify',
  'lang',
] as const satisfies readonly FlagId[];

/** The same where drives are among the outputs. */
export const savedFlags = [
  'outputUnlessScan',
  'force',
  'expectSerial',
  'expectSize',
  'fileSaved',
  'unmount',
  'yes',
] as const satisfies readonly FlagId[];

/** How drives that are written are named without a question. */
export const targetFlags = [
  'expectSerial',
  'expectSize',
  'fileTarget',
  'unmount',
  'yes',
] as const satisfies readonly FlagId[];
