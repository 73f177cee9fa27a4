import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { CloudDeps, KnownStation, ManagedCollective, SignedInPerson } from './deps.ts';

/** What every route is given. */
export type Call = {
  readonly deps: CloudDeps;
  readonly c: Context;
  readonly requestId: string;
  readonly log: Logger;
};

/** A page for anybody may still greet the person who is signed in. */
export type AnyoneCall = Call & { readonly findPerson: () => Promise<SignedInPerson | null> };
export type StationCall = Call & {
  readonly station: KnownStation;
  /** The bytes that the station signed. */
  readonly body: Uint8Array;
};
export type PersonCall = Call & { readonly person: SignedInPerson };
export type ManagerCall = PersonCall & { readonly collective: ManagedCollective };

type Handle<CallType extends Call> = (call: CallType) => Response | Promise<Response>;

type RouteShape<Who extends string, CallType extends Call> = {
  readonly method: 'GET' | 'POST';
  /** As Hono writes it: `/qr/:uuid`. A route for managers has `:collective`, the slug, in it. */
  readonly path: `/${string}`;
  /** Who may ask. The app checks it before `handle` runs; a route without it stops the start. */
  readonly who: Who;
  /** Largest body; 100 kB when not said. */
  readonly bodyBytesMax?: number;
  readonly handle: Handle<CallType>;
};

export type Route =
  | RouteShape<'anyone', AnyoneCall>
  /** Exists only in the demo; elsewhere it is not found. */
  | RouteShape<'demo', AnyoneCall>
  | RouteShape<'station', StationCall>
  | RouteShape<'person', PersonCall>
  | RouteShape<'manager', ManagerCall>;

export type Who = Route['who'];

export const WHO = [
  'anyone',
  'demo',
  'station',
  'person',
  'manager',
] as const satisfies readonly Who[];

/** The API speaks JSON; everything else is a page. */
export const isApiPath = (path: string): boolean => path.startsWith('/api/');
