type Say = { readonly [reason: string]: ((facts: object) => string) | undefined };

/** The sentence for a code with its facts. A code of another version is shown as its name. */
export function reasonSaid(table: object, facts: object & { readonly reason: string }): string {
  const { reason } = facts;
  return Object.hasOwn(table, reason) ? ((table as Say)[reason]?.(facts) ?? reason) : String(reason);
}
