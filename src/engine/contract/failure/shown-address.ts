/**
 * Addresses may hold secrets: a name and password, a token after the `?` or the `#`. Whatever is shown, kept or passed to
 * somebody else goes through here; the whole address is known only to the job that fetches it, and to the file that `resume` needs.
 */
const SECRET = '...';

/** An address without what may be secret in it: `https://host/a.iso?...`. Any other text is as it was. */
export function shownAddress(text: string): string {
  const [, scheme, server = '', path = '', rest = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)([^/?#\\]*)([^?#]*)(.*)$/is.exec(text) ?? [];
  if (scheme === undefined) return text;
  // What is not an address at all may have its password anywhere.
  if (!URL.canParse(text)) return scheme + withoutRest(text.slice(scheme.length).replace(/^.*@/s, ''));
  return scheme + server.replace(/^.*@/s, '') + path + withoutRest(rest);
}

/** True for what `shownAddress` made: the address itself is no longer in it. */
export function isShownOnly(address: string): boolean {
  return /[?#]\.\.\.$/.test(address);
}

function withoutRest(text: string): string {
  return text.replace(/([?#]).+$/s, `$1${SECRET}`);
}

/** A word with a scheme, in quotes of a shell or without; a scheme is short, so that long words do not take long. */
const ADDRESS =
  /'([a-z][a-z0-9+.-]{0,30}:\/\/[^'\s]*)'|(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"<>\\]+/gi;

/** A text with all addresses in it as they may be shown. */
export function shownText(text: string): string {
  if (!text.includes('://')) return text;
  return text.replace(ADDRESS, (whole, quoted?: string) =>
    quoted === undefined ? shownAddress(whole) : `'${shownAddress(quoted)}'`,
  );
}

/** Plain JSON with all addresses in it as they may be shown; what holds none is the same object. */
export function shownFacts<T>(value: T): T {
  return shown(value) as T;
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return shownText(value);
  if (Array.isArray(value)) return same(value, value.map(shown));
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value);
  const changed = entries.map(([, one]) => shown(one));
  if (entries.every(([, one], index) => one === changed[index])) return value;
  return Object.fromEntries(entries.map(([key], index) => [key, changed[index]]));
}

function same(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return before.every((one, index) => one === after[index]) ? before : after;
}
