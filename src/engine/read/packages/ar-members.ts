import { latin1 } from '../../bytes/codec/text.ts';
import { AR_HEADER_BYTES, AR_MAGIC, type ArMember, parseArHeader } from '../../bytes/formats/ar/member.ts';
import type { Input } from '../decode/input.ts';

export interface StreamedMember extends ArMember {
  /** Its bytes, once, before the next member is asked for. */
  readonly content: AsyncGenerator<Uint8Array, void, void>;
}

/** The members of an archive in order; what was not read of one is passed over. @throws Failure `source-damaged`, `source-truncated` */
export async function* arMembers(input: Input): AsyncGenerator<StreamedMember, void, void> {
  const magic = latin1(await input.take(AR_MAGIC.length, 'archive-entry'));
  if (magic !== AR_MAGIC) throw fieldWrong(input, 'magic', magic);
  while ((await input.peek(1)).length > 0) {
    const member = parseArHeader(await input.take(AR_HEADER_BYTES, 'archive-entry'));
    if (!member) throw fieldWrong(input, 'header', input.atByte - AR_HEADER_BYTES);
    const part = partOf(input, member.sizeBytes);
    yield { ...member, content: part.chunks };
    await part.skip();
    // Members begin at even places.
    if (member.sizeBytes % 2 === 1 && (await input.peek(1)).length > 0) await input.skip(1, 'archive-entry');
  }
}

function fieldWrong(input: Input, field: string, found: number | string): Error {
  return input.damaged({ reason: 'container-field', format: 'ar', field, found });
}

/** The next bytes of an input as a stream of their own, and the way past what is left of them. */
export function partOf(
  input: Input,
  lengthBytes: number,
): { readonly chunks: AsyncGenerator<Uint8Array, void, void>; skip(): Promise<void> } {
  let leftBytes = lengthBytes;
  async function* chunks(): AsyncGenerator<Uint8Array, void, void> {
    while (leftBytes > 0) {
      const bytes = await input.next(leftBytes);
      if (!bytes) throw input.truncated('archive-entry');
      leftBytes -= bytes.length;
      yield bytes;
    }
  }
  return {
    chunks: chunks(),
    async skip() {
      const left = leftBytes;
      leftBytes = 0;
      await input.skip(left, 'archive-entry');
    },
  };
}
