/** What Stripe's API is sent: a form whose names say where a value belongs, `a[b][0][c]=1`. */
export type Params = { readonly [name: string]: Param };
export type Param = string | readonly Param[] | Params;

/** An error of Stripe's API. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    type: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.details = details;
  }
}

type Tree = { [name: string]: string | Tree };

export function formOf(text: string): Params {
  const root: Tree = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/[^[\]]+/g)].map(([part]) => part);
    let node = root;
    for (const part of path.slice(0, -1)) {
      const next = node[part];
      node = typeof next === 'object' ? next : (node[part] = {});
    }
    node[path.at(-1) ?? ''] = value;
  }
  return withLists(root) as Params;
}

/** What is numbered from 0 is a list. */
function withLists(tree: string | Tree): Param {
  if (typeof tree === 'string') return tree;
  const names = Object.keys(tree);
  const isList = names.length > 0 && names.every((name, index) => name === String(index));
  const values = names.map((name) => withLists(tree[name] ?? ''));
  return isList ? values : Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
}

/** Refuses what the real API does not know: a typo of ours is found here, not by a customer. */
export function checkNames(params: Params, known: readonly string[], where = ''): void {
  for (const name of Object.keys(params)) {
    if (known.includes(name)) continue;
    throw new StripeRefusal(
      400,
      'invalid_request_error',
      `Received unknown parameter: ${where}${name}`,
      {
        code: 'parameter_unknown',
        param: name,
      },
    );
  }
}

export const group = (params: Params, name: string): Params => {
  const value = params[name];
  return typeof value === 'object' && !Array.isArray(value) ? (value as Params) : {};
};

export const text = (params: Params, name: string): string => {
  const value = params[name];
  return typeof value === 'string' ? value : '';
};

export function whole(params: Params, name: string): number {
  const value = text(params, name);
  if (!/^\d+$/.test(value)) {
    throw new StripeRefusal(400, 'invalid_request_error', `Invalid integer: ${name}`, {
      code: 'parameter_invalid_integer',
      param: name,
    });
  }
  return Number(value);
}
