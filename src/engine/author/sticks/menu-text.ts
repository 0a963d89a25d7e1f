import { searchedLabelIn } from '../boot/menu-words.ts';
import { keepingMenu, type LiveFamily } from './live-entries.ts';

/** What boot menus are to look for in place of what they look for now. */
export interface MenuWish {
  /** From one label to another. */
  readonly label?: { readonly from: string; readonly to: string } | undefined;
  /** In place of the date by which Arch's menus name the volume: the serial number, as udev writes it. */
  readonly volumeId?: string | undefined;
  /** Live entries keep what is changed. */
  readonly keeping?: LiveFamily | undefined;
}

/** `root=live:CDLABEL=X`, `inst.stage2=hd:LABEL=X`, `archisolabel=X`; `\x20` stands for a space. */
const KERNEL_WORD = /\b((?:CD)?LABEL=|archisolabel=)([^\s:"',]+)/g;
const ARCH_DATE = /\b(archisosearchuuid=)\d{4}(?:-\d\d){6}/g;

/** The text of a menu as wished; the same text when it looks for nothing else. Bytes are kept: one character each. */
export function wishedMenu(text: string, { label, volumeId, keeping }: MenuWish): string {
  let wished = keeping === undefined ? text : keepingMenu(text, keeping);
  if (label) {
    const isMeant = (word: string) => unescaped(word) === label.from;
    wished = wished.replace(KERNEL_WORD, (whole, key: string, word: string) =>
      isMeant(word) ? `${key}${label.to}` : whole,
    );
    wished = wished
      .split('\n')
      .map((line) => searchFor(line, label))
      .join('\n');
  }
  return volumeId === undefined ? wished : wished.replace(ARCH_DATE, `$1${volumeId}`);
}

function unescaped(word: string): string {
  return word.replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** GRUB's `search … --label X`, where it looks for the label. */
function searchFor(line: string, { from, to }: { readonly from: string; readonly to: string }): string {
  const place = searchedLabelIn(line);
  return place && line.slice(place.start, place.end) === from
    ? line.slice(0, place.start) + to + line.slice(place.end)
    : line;
}
