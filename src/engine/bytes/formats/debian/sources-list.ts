import { withoutEnd } from '../../codec/text.ts';
import { parseParagraphs } from './control.ts';

/** Where packages come from: one suite of one repository. */
export interface Repository {
  /** Ends in no slash. */
  readonly url: string;
  readonly suite: string;
  readonly components: readonly string[];
}

/** Lines of sources.list(5): `deb [options] url suite component…`. What needs more than http is passed over. */
export function parseOneLine(text: string): Repository[] {
  return text.split('\n').flatMap((line) => {
    const [, url = '', suite = '', components = ''] =
      /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line) ?? [];
    return repository(url, suite, components);
  });
}

/** Paragraphs of sources.list(5), "DEB822-STYLE FORMAT". */
export function parseDeb822(text: string): Repository[] {
  return parseParagraphs(text).flatMap((fields) => {
    const list = (name: string): string[] => (fields.get(name) ?? '').split(/\s+/).filter(Boolean);
    if (!list('types').includes('deb') || fields.get('enabled')?.toLowerCase() === 'no') return [];
    return list('uris').flatMap((url) =>
      list('suites').flatMap((suite) => repository(url, suite, list('components').join(' '))),
    );
  });
}

function repository(url: string, suite: string, components: string): Repository[] {
  const isReached = /^https?:\/\//.test(url) && suite !== '' && !suite.endsWith('/');
  if (!isReached) return [];
  return [{ url: withoutEnd(url, '/'), suite, components: components.split(/\s+/).filter(Boolean) }];
}

/** How apt names the list of an address: without the scheme, slashes as underscores. apt's `URItoFileName`. */
export function listNameOf(url: string): string {
  return url
    .replace(/^[a-z+]+:\/\/([^/@]*@)?/, '')
    .replaceAll(/[_%]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)
    .replaceAll('/', '_');
}
