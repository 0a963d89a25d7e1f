type Nothing = Readonly<Record<never, never>>;

/** What is broken in a WIM. */
export interface WimDamage {
  'wim-header': Nothing;
  'wim-table': Nothing;
  'wim-resource': Nothing;
  'wim-tree': Nothing;
}
