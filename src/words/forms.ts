/** A noun, or a sentence about it, by the number before it. English and German have these two forms. */
export interface Forms {
  readonly one: string;
  readonly other: string;
}
