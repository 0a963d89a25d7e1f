import type { LoaderName } from '../../contract/events/inspection.ts';

/** Texts that the loaders' own messages hold. */
const marks: readonly { readonly text: RegExp; readonly name: LoaderName }[] = [
  { text: /ISOLINUX/, name: 'isolinux' },
  { text: /CDBOOT/, name: 'windows' },
  { text: /BOOTMGR/, name: 'windows' },
  { text: /no boot info/, name: 'grub' },
  { text: /GRUB/, name: 'grub' },
];

/** Which BIOS loader an image is, by words in it. */
export function loaderIn(bytes: Uint8Array): LoaderName {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return marks.find((mark) => mark.text.test(text))?.name ?? 'unknown';
}
