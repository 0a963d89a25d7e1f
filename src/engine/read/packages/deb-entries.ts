import { joined } from '../../bytes/codec/joined.ts';
import { type Paragraph, parseParagraphs } from '../../bytes/formats/debian/control.ts';
import { Input } from '../decode/input.ts';
import { arMembers } from './ar-members.ts';
import { type TarEntry, tarEntries } from './tar-entries.ts';
import { unpackedChunks } from './unpacked.ts';

type Chunks = AsyncGenerator<Uint8Array, void, void>;

/** What a package installs: the archive of its data, unpacked on the way. deb(5). @throws Failure `source-damaged`, `source-truncated` */
export function debEntries(
  path: string,
  chunks: Chunks,
  signal: AbortSignal,
): AsyncGenerator<TarEntry, void, void> {
  return entriesOf('data.tar', path, chunks, signal);
}

/** What a package says of itself; empty when it says nothing. @throws Failure `source-damaged`, `source-truncated` */
export async function debControl(path: string, chunks: Chunks, signal: AbortSignal): Promise<Paragraph> {
  for await (const entry of entriesOf('control.tar', path, chunks, signal)) {
    if (!/^(\.\/)?control$/.test(entry.path) || entry.sizeBytes > MOST_CONTROL_BYTES) continue;
    const parts: Uint8Array[] = [];
    for await (const bytes of entry.content) parts.push(bytes);
    const [control] = parseParagraphs(Buffer.from(joined(parts)).toString('utf8'));
    return control ?? new Map();
  }
  return new Map();
}

const MOST_CONTROL_BYTES = 1 << 20;

async function* entriesOf(
  stem: string,
  path: string,
  chunks: Chunks,
  signal: AbortSignal,
): AsyncGenerator<TarEntry, void, void> {
  for await (const member of arMembers(new Input(path, chunks))) {
    signal.throwIfAborted();
    if (member.name !== stem && !member.name.startsWith(`${stem}.`)) continue;
    const chunks = unpackedChunks(path, member.content, signal);
    try {
      yield* tarEntries(new Input(path, chunks));
      // What is behind the last entry belongs to the checksum of what it is packed in.
      for await (const _ of chunks);
    } finally {
      // The engine for xz serves one stream at a time: one that is not closed keeps all others waiting.
      await chunks.return();
    }
    return;
  }
}
