import { Failure } from '../../engine/contract/failure/failure.ts';
import type { ImageMounted, ImageMounts, MountWanted } from '../../engine/contract/ports/image-mounts.ts';
import type { ToolRun } from '../../engine/host/tools/run-tool.ts';

/** Something the system shows of an image. */
export interface Shown {
  readonly path: string;
  readonly at: string;
}

/** A system that mounts images by itself, and keeps the list of them. */
export interface MountingSystem {
  /** The program that does it, as people know it. */
  readonly by: string;
  /** It can be told where. */
  readonly takesFolder: boolean;
  /** What it shows now. */
  list(): Promise<readonly Shown[]>;
  attach(wanted: MountWanted): Promise<ToolRun>;
  /** By what `list` says. */
  detach(shown: Shown): Promise<ToolRun>;
}

/** Whatever the system says goes: which kinds of images it knows is its own affair. */
export function systemMounts(system: MountingSystem): ImageMounts {
  const found = async (place: string): Promise<readonly Shown[]> => {
    const shown = (await system.list()).filter(({ path, at }) => path === place || at === place);
    if (shown.length === 0) throw new Failure('not-mounted', { path: place });
    return shown;
  };
  const told = ({ path, at }: Shown, fileSystem = '' as ImageMounted['fileSystem']): ImageMounted => ({
    path,
    at,
    fileSystem,
    by: system.by,
  });
  const demandPlace = ({ at }: MountWanted): void => {
    if (at !== undefined && !system.takesFolder)
      throw new Failure('mount-place', { path: at, why: 'not-chosen' });
  };
  return {
    async plan(wanted) {
      demandPlace(wanted);
      return { by: system.by, at: wanted.at, elevated: false };
    },
    async mount(wanted) {
      demandPlace(wanted);
      const ran = await system.attach(wanted);
      const [shown] = (await system.list()).filter(({ path }) => path === wanted.path).slice(-1);
      if (ran.status === 0 && shown) return told(shown, wanted.fileSystem);
      const { path, fileSystem } = wanted;
      const said = ran.stderr.trim() || 'mount-not-there';
      throw new Failure('mount-failed', { path, image: path, fileSystem, program: system.by, said });
    },
    async unmount(place) {
      const shown = await found(place);
      for (const one of shown) {
        const ran = await system.detach(one);
        if (ran.status !== 0)
          throw new Failure('image-unmount-failed', { at: one.at, said: ran.stderr.trim() });
      }
      return shown.map((one) => told(one));
    },
    mountedAt: async (place) => (await found(place)).map((one) => told(one)),
    list: async () => (await system.list()).map((one) => told(one)),
  };
}
