/** XML 1.0 §4.1, §4.6: a document without a type has no others. */
const NAMED = ['amp', 'lt', 'gt', 'apos', 'quot'];
const LONGEST = 10;

/** Whether every `&` begins a reference to a character that a document may have. */
export function isXmlText(text: string): boolean {
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    const end = text.indexOf(';', at);
    if (end < 0 || end - at > LONGEST || !isReference(text.slice(at + 1, end))) return false;
  }
  return true;
}

function isReference(name: string): boolean {
  if (NAMED.includes(name)) return true;
  if (/^#x[0-9a-fA-F]+$/.test(name)) return isXmlCharacter(Number.parseInt(name.slice(2), 16));
  return /^#[0-9]+$/.test(name) && isXmlCharacter(Number(name.slice(1)));
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
