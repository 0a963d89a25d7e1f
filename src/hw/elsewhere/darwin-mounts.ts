import type { ImageMounts } from '../../engine/contract/ports/image-mounts.ts';
import { runTool } from '../../engine/host/tools/run-tool.ts';
import { type Shown, systemMounts } from './system-mounts.ts';

const LIMIT_MS = 120_000;

/** macOS: hdiutil(1). @param run stands in for starting programs */
export function darwinMounts(run: typeof runTool = runTool): ImageMounts {
  return systemMounts({
    by: 'hdiutil',
    takesFolder: true,
    list: async () => shownIn((await run('hdiutil', ['info', '-plist'], LIMIT_MS)).stdout),
    attach: ({ path, at }) =>
      run(
        'hdiutil',
        ['attach', '-readonly', ...(at === undefined ? [] : ['-mountpoint', at]), path],
        LIMIT_MS,
      ),
    detach: ({ at }) => run('hdiutil', ['detach', at], LIMIT_MS),
  });
}

const PAIR = /<key>(image-path|mount-point)<\/key>\s*<string>([^<]*)<\/string>/g;

/** Of each image its path comes before what is shown of it: keys are sorted. */
export function shownIn(plist: string): Shown[] {
  const shown: Shown[] = [];
  let path = '';
  for (const [, key, value = ''] of plist.matchAll(PAIR)) {
    const text = plain(value);
    if (key === 'image-path') path = text;
    else shown.push({ path, at: text });
  }
  return shown;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function plain(xml: string): string {
  return xml.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => NAMED[name] ?? '');
}
