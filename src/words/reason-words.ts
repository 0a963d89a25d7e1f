/** A sentence for each code, made of its facts. */
export type ReasonWords<Reasons> = { readonly [R in keyof Reasons]: (facts: Reasons[R]) => string };
