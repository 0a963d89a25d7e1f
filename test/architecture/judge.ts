import type { Import } from './imports.ts';
import { type Room, rooms } from './rules.ts';

/** `src/cli/make.ts imports src/hw/index.ts`, for each import that its room may not have. */
export function breachesOf(imports: readonly Import[]): string[] {
  return [
    ...new Set(imports.filter((entry) => !isAllowed(entry)).map(({ file, of }) => `${file} imports ${of}`)),
  ];
}

/** Files that lie in no room. */
export function homeless(files: readonly string[]): string[] {
  return files.filter((file) => !roomOf(file));
}

/** Chains of imports that come back to where they began. */
export function circlesOf(imports: readonly Import[]): string[] {
  const next = Map.groupBy(imports, ({ file }) => file);
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const { of } of next.get(file) ?? []) visit(of, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}

function roomOf(file: string): Room | undefined {
  return rooms.find(({ at }) => isWithin(file, `src/${at}`));
}

function isAllowed({ file, of }: Import): boolean {
  const room = roomOf(file);
  if (!room) return false;
  return [room.at, ...room.may].some((may) =>
    may.endsWith(':') ? of.startsWith(may) : isWithin(of, may) || isWithin(of, `src/${may}`),
  );
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
