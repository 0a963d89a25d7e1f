import type { VolumeOptions } from '../../engine/contract/plan/format-options.ts';
import type { AuthorOptions, Plan } from '../../engine/contract/plan/plan.ts';
import type { Codec } from './codec.ts';
import type { Pieces, Place } from './option.ts';

/** How files are laid out, where a plan says it. */
function authorIn(plan: Plan): AuthorOptions | undefined {
  return plan.source !== undefined && 'author' in plan.source ? plan.source.author : undefined;
}

function saidOf<S>(codec: Codec<S>, stored: S | undefined) {
  return stored === undefined ? undefined : codec.said(stored);
}

function field(name: string, stored: unknown): object {
  return stored === undefined ? {} : { [name]: stored };
}

/** A field of the author's options. */
export function inAuthor<F extends keyof AuthorOptions>(
  name: F,
  codec: Codec<NonNullable<AuthorOptions[F]>>,
): Place {
  return {
    put: (value) => ({ author: field(name, codec.stored(value)) }),
    get: (plan) => saidOf(codec, authorIn(plan)?.[name] ?? undefined),
  };
}

/** A field of the volume descriptors. */
export function inVolume<F extends keyof VolumeOptions>(
  name: F,
  codec: Codec<NonNullable<VolumeOptions[F]>>,
): Place {
  return {
    put: (value) => ({ volume: field(name, codec.stored(value)) }),
    get: (plan) => saidOf(codec, authorIn(plan)?.volume?.[name] ?? undefined),
  };
}

type Fields<P> = P extends unknown ? keyof P : never;
/** A field that some plan has. */
type PlanField = Fields<Plan>;
type FieldOf<P, F> = P extends unknown ? (F extends keyof P ? P[F] : never) : never;
type Stored<F extends PlanField> = NonNullable<FieldOf<Plan, F>>;

/** A field of the plan itself. */
export function inPlan<F extends PlanField>(name: F, codec: Codec<Stored<F>>): Place {
  return {
    put: (value) => ({ plan: field(name, codec.stored(value)) }) as Pieces,
    get: (plan) => saidOf(codec, (plan as { readonly [K in F]?: Stored<F> })[name]),
  };
}
