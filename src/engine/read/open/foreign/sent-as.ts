import type { FoundFacts } from '../../../contract/failure/source-reasons.ts';

const pages = ['text/html', 'application/xhtml+xml'];
const json = /^(?:application|text)\/(?:[a-z0-9.-]+\+)?json$/;
const xml = /^(?:application|text)\/(?:[a-z0-9.-]+\+)?xml$/;

/**
 * What a server says it sends, where that is the page of a portal, a login or an error in the place of an image (RFC 9110 §8.3). Plain text is not
 * among it: servers say that of every file they do not know.
 */
export function kindSentAs(contentType: string | undefined): FoundFacts | undefined {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === undefined) return undefined;
  if (pages.includes(type)) return { reason: 'web-page' };
  if (json.test(type)) return { reason: 'text', format: 'JSON' };
  return xml.test(type) ? { reason: 'text', format: 'XML' } : undefined;
}
