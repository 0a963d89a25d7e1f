import {
  type AuthoredSource,
  type AuthorOptions,
  authorOptions,
  type Kind,
  type PlanSource,
} from '../engine/contract/plan/plan.ts';
import type { Pieces, Value } from './options/option.ts';
import { optionOf } from './options/options.ts';
import { chosenIn } from './situation.ts';
import type { Asked, Task } from './task.ts';

/** Parts of a plan, filled in by what was said of its options. */
export function piecesOf(asked: Pick<Asked, 'values'>): Pieces {
  const said = Object.entries(asked.values).filter(
    (entry): entry is [string, Value] => entry[1] !== undefined,
  );
  return said.map(([id, value]) => optionOf(id).place.put(value)).reduce<Pieces>(together, {});
}

function together(a: Pieces, b: Pieces): Pieces {
  const image = (a.image ?? b.image) && { ...a.image, ...b.image };
  return {
    author: { ...a.author, ...b.author },
    volume: { ...a.volume, ...b.volume },
    plan: { ...a.plan, ...b.plan },
    ...(image && { image }),
  };
}

/** How files are laid out. One time for everything is also the time when the image is made. */
export function authorOf(asked: Pick<Asked, 'values' | 'madeAt'>): AuthorOptions {
  const { author, volume = {} } = piecesOf(asked);
  return {
    ...authorOptions.parse({}),
    ...author,
    ...(Object.keys(volume).length > 0 && { volume }),
    madeAt: author?.fixedTime ?? asked.madeAt,
  };
}

/** Files that are laid out; undefined for a source that has none. */
export function authoredSource({ source, ...asked }: Asked): AuthoredSource | undefined {
  if (source === undefined || source.kind === 'receipt') return undefined;
  const kind = source.kind === 'folder' ? 'folder' : 'opened-image';
  return { kind, path: source.path, author: authorOf(asked) };
}

/** A folder, an image that is copied as it is, or its files laid out anew. */
export function planSource(asked: Asked, task: Pick<Task<Kind>, 'authors'>): PlanSource | undefined {
  const { source, values } = asked;
  if (source === undefined || source.kind === 'receipt') return undefined;
  if (source.kind === 'folder' || task.authors(source, chosenIn(values))) return authoredSource(asked);
  const size = source.sizeBytes === undefined ? {} : { sizeBytes: source.sizeBytes };
  return { kind: 'image', path: source.path, ...size, ...piecesOf(asked).image };
}
