import type { Target } from '../../contract/ports/target.ts';

/**
 * The same target, with some of it done otherwise. Everything else, also what ports get later, is asked of the target
 * itself, so that its private members answer. The only decorator of targets there is.
 */
export function overTarget<Own extends Partial<Target>>(target: Target, own: Own): Target & Own {
  return new Proxy(target, {
    get(inner, key) {
      if (Object.hasOwn(own, key)) return Reflect.get(own, key);
      const value: unknown = Reflect.get(inner, key, inner);
      return typeof value === 'function' ? value.bind(inner) : value;
    },
    has: (inner, key) => Object.hasOwn(own, key) || Reflect.has(inner, key),
  }) as Target & Own;
}
