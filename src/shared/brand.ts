declare const brand: unique symbol;

/** A type that only one module may make, so that ids, money and times are never mixed up. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
