import type { Load } from './feed-reader.ts';

/** Plans, spaces, accounts, presences and keys of the badge station. */
const nothing: Load = async () => [];

export const loadBadgePlans = nothing;
export const loadSpaces = nothing;
export const loadBadgeAccounts = nothing;
export const loadPresences = nothing;
export const loadPresenceKeys = nothing;
