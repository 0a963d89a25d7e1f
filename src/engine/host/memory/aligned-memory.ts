import { firstPageOf, largePages } from './large-pages.ts';

/** Shared, so that workers see the same bytes without a copy; begins on a page, as O_DIRECT demands. */
export type AlignedBytes = Uint8Array<SharedArrayBuffer>;

const PAGE_BYTES = 4096;
const WASM_PAGE_BYTES = 65_536;
/** Below this large pages bring nothing. */
const WORTH_LARGE_PAGES_BYTES = 4 << 20;

/** The part of the global that is used; Node's types leave it to the browser's. */
declare const WebAssembly: {
  Memory: new (size: {
    initial: number;
    maximum: number;
    shared: true;
  }) => { readonly buffer: SharedArrayBuffer };
};

/** Memory of zeros for O_DIRECT: `WebAssembly.Memory` begins on a page, and a plain Buffer does not. */
export function alignedBytes(lengthBytes: number): AlignedBytes {
  const pages = Math.ceil(Math.max(lengthBytes, 1) / WASM_PAGE_BYTES);
  const { buffer } = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  return new Uint8Array(buffer, 0, lengthBytes);
}

/** The same for much that stays: in large pages where that can be had. */
export function alignedRegion(lengthBytes: number): AlignedBytes {
  const large = lengthBytes >= WORTH_LARGE_PAGES_BYTES ? largePages(lengthBytes) : undefined;
  return large ?? alignedBytes(lengthBytes);
}

/** Whether direct reads and writes may use this memory. */
export function isAligned({ buffer, byteOffset }: Uint8Array): boolean {
  return (byteOffset - firstPageOf(buffer)) % PAGE_BYTES === 0;
}
