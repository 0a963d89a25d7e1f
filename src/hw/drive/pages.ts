/** Part of the language runtime, but not of TypeScript's `ES2023` library. */
declare const WebAssembly: { Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer } };

const WASM_PAGE_BYTES = 65536;

/** Memory that begins on a page, as O_DIRECT demands: a Buffer's does not. */
export function alignedMemory(bytes: number): Uint8Array {
  const { buffer } = new WebAssembly.Memory({ initial: Math.ceil(bytes / WASM_PAGE_BYTES) });
  return new Uint8Array(buffer, 0, bytes);
}
