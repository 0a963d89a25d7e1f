import type { ImageMounts } from '../../engine/contract/ports/image-mounts.ts';
import { runTool, type ToolRun } from '../../engine/host/tools/run-tool.ts';
import { type Shown, systemMounts } from './system-mounts.ts';

/** PowerShell starts slowly, and asks the storage service. */
const LIMIT_MS = 120_000;

// The path is a variable: nothing in it is ever part of a command.
const ATTACH =
  'Mount-DiskImage -ImagePath $env:ISOWRIGHT_IMAGE -Access ReadOnly -ErrorAction Stop | Out-Null';
const DETACH = 'Dismount-DiskImage -ImagePath $env:ISOWRIGHT_IMAGE -ErrorAction Stop | Out-Null';
const LIST = [
  'Get-CimInstance -Namespace root/Microsoft/Windows/Storage -ClassName MSFT_DiskImage | ForEach-Object {',
  '$image = $_;',
  '$volumes = if ($image.DevicePath -match "CDROM") { Get-Volume -DiskImage $image }',
  'else { Get-Partition -DiskNumber $image.Number | Get-Volume };',
  '$volumes | Where-Object DriveLetter | ForEach-Object {',
  '[pscustomobject]@{ at = "$($_.DriveLetter):"; path = $image.ImagePath } } } | ConvertTo-Json',
].join(' ');

/** Windows: Mount-DiskImage of PowerShell. @param run stands in for starting programs */
export function windowsMounts(run: typeof runTool = runTool): ImageMounts {
  const shell = (command: string, image = ''): Promise<ToolRun> =>
    run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command], LIMIT_MS, {
      environment: { ISOWRIGHT_IMAGE: image },
    });
  return systemMounts({
    by: 'Mount-DiskImage',
    takesFolder: false,
    list: async () => shownIn((await shell(LIST)).stdout),
    attach: ({ path }) => shell(ATTACH, path),
    detach: ({ path }) => shell(DETACH, path),
  });
}

/** What `ConvertTo-Json` makes of none, one or several. */
export function shownIn(json: string): Shown[] {
  if (json.trim() === '') return [];
  const found: unknown = JSON.parse(json);
  return [found].flat().flatMap((one) => {
    const { path, at } = one as Partial<Shown>;
    return typeof path === 'string' && typeof at === 'string' ? [{ path, at }] : [];
  });
}
