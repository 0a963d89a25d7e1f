/** XML 1.0 §4.1, §4.6: a document without a type has no others. */
const REFERENCE = /&(?:(?:amp|lt|gt|apos|quot)|#(?:x(?<hex>[0-9a-fA-F]{1,6})|(?<digits>[0-9]{1,7})));/g;
export const badReference = 'reference';

/** Whether every `&` begins a reference to a character that a document may have. */
export function isXmlText(text: string): boolean {
  if (!text.includes('&')) return true;
  let isSound = true;
  const rest = text.replace(REFERENCE, (_whole, hex?: string, digits?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : digits ? Number(digits) : undefined;
    if (code !== undefined && !isXmlCharacter(code)) isSound = false;
    return '';
  });
  return isSound && !rest.includes('&');
}

/** XML 1.0 §2.2. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  if (code >= 0x10000) return code <= 0x10ffff;
  return code < 0xd800 || (code >= 0xe000 && code <= 0xfffd);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A text as content or in quotes; it has no characters that a document may not have. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
