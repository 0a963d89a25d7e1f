/** An element where it begins. */
export interface XmlElement {
  /** Names from the root on: `unattend/settings`. */
  readonly path: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Up to the next markup, without blanks around it; references stay as they are. */
  readonly text: string;
}
