/** Why no BIOS starts a stick that holds files. */
export type BiosObstacle =
  | 'stick-bios-missing'
  | 'stick-bios-version'
  | 'stick-bios-table'
  | 'stick-bios-volume'
  | 'stick-bios-sectors'
  | 'stick-bios-failed'
  | 'stick-bios-no-menu';
