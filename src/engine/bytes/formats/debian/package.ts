import type { Paragraph } from './control.ts';
import { parseRelations, type Relation } from './relations.ts';

/** A package as an index knows it. */
export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** Relations: of each group one must be there, before it or with it. As text, for an index has tens of thousands. */
  readonly needs: string;
  /** What it stands in for; with a version only for that one. */
  readonly provides: readonly Relation[];
  readonly sizeBytes: number;
  /** 64 small hexadecimal digits. */
  readonly sha256: string;
  /** Below the address of its repository. */
  readonly file: string;
  /** The address of its repository, without a slash at its end; '' where nobody said one. */
  readonly from: string;
  /** The source package and its version, for whoever wants the sources. */
  readonly source: string;
}

/** Undefined for a paragraph that lacks what is needed to fetch and check it. */
export function packageOf(fields: Paragraph, from = ''): DebianPackage | undefined {
  const of = (name: string): string => fields.get(name) ?? '';
  const [name, version, sha256] = [of('package'), of('version'), of('sha256').toLowerCase()];
  const sizeBytes = Number(of('size'));
  if (name === '' || version === '' || !/^[0-9a-f]{64}$/.test(sha256) || !Number.isSafeInteger(sizeBytes))
    return undefined;
  return {
    name,
    version,
    architecture: of('architecture'),
    needs: `${of('pre-depends')}, ${of('depends')}`,
    provides: parseRelations(of('provides')).flat(),
    sizeBytes,
    sha256,
    file: of('filename'),
    from,
    source: sourceOf(of('source'), name, version),
  };
}

/** `Source: name (version)`; without it name and version are those of the package. Debian Policy §5.6.1. */
function sourceOf(field: string, name: string, version: string): string {
  const [, source, other] = /^(\S+)(?:\s+\((.*)\))?$/.exec(field) ?? [];
  return `${source ?? name} ${other ?? version}`;
}

/** Without the epoch, as files are named: `NAME_VERSION_ARCH.deb`. */
export function debName({ name, version, architecture }: DebianPackage): string {
  return `${name}_${version.replace(/^\d+:/, '')}_${architecture}.deb`;
}

/** As apt names it in its cache: with the epoch, its colon as `%3a`. */
export function cachedDebName({ name, version, architecture }: DebianPackage): string {
  return `${name}_${version.replace(':', '%3a')}_${architecture}.deb`;
}
