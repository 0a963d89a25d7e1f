import { type Elf, le64, parseElf, stringAt } from './elf.ts';

const LOAD = 1;
const DYNAMIC = 2;
const NEEDED = 1;
const STRING_TABLE = 5;
const DYNAMIC_ENTRY_BYTES = 16;

/** Names of the libraries that a program or library is linked with. System V ABI, "Dynamic Section". Empty for anything else. */
export function librariesOf(bytes: Uint8Array): string[] {
  const elf = parseElf(bytes);
  const dynamic = elf?.segments.find(({ type }) => type === DYNAMIC);
  if (!elf || !dynamic || dynamic.atByte + dynamic.fileBytes > bytes.length) return [];
  const entries: { tag: number; value: number }[] = [];
  for (let at = dynamic.atByte; at < dynamic.atByte + dynamic.fileBytes; at += DYNAMIC_ENTRY_BYTES)
    entries.push({ tag: le64(bytes, at), value: le64(bytes, at + 8) });
  const strings = entries.find(({ tag }) => tag === STRING_TABLE);
  const stringsAt = strings && placeOf(elf, strings.value);
  if (stringsAt === undefined) return [];
  return entries
    .filter(({ tag }) => tag === NEEDED)
    .map(({ value }) => stringAt(bytes, stringsAt + value))
    .filter((name) => name !== '');
}

/** Where in the file what lies at an address is. */
function placeOf({ segments }: Elf, address: number): number | undefined {
  const segment = segments.find(
    ({ type, address: from, fileBytes }) => type === LOAD && address >= from && address < from + fileBytes,
  );
  return segment && segment.atByte + address - segment.address;
}

/** What a program cannot run without, and nothing else: symbols for debuggers and all sections behind what is loaded are left out. */
export function withoutSections(bytes: Uint8Array): Uint8Array {
  const elf = parseElf(bytes);
  if (!elf || elf.segments.length === 0) return bytes;
  const endByte = Math.max(...elf.segments.map(({ atByte, fileBytes }) => atByte + fileBytes));
  if (endByte > bytes.length) return bytes;
  const kept = bytes.slice(0, endByte);
  // e_shoff, and e_shnum with e_shstrndx.
  kept.fill(0, 40, 48);
  kept.fill(0, 60, 64);
  return kept;
}
