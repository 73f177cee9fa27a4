/** Addresses of the office. `:collective` is its slug. */
export const OFFICE_PATHS = {
  home: '/gestion',
  collective: '/gestion/:collective',
  code: '/gestion/:collective/postes/code',
  revoke: '/gestion/:collective/postes/:station/retirer',
  free: '/gestion/:collective/reserves/:reserve/liberer',
} as const;

export const collectiveOfficePath = (slug: string): string => `/gestion/${slug}`;

export const codePath = (slug: string): string => `/gestion/${slug}/postes/code`;

export const revokePath = (slug: string, stationId: string): string =>
  `/gestion/${slug}/postes/${stationId}/retirer`;

export const freePath = (slug: string, reserveId: string): string =>
  `/gestion/${slug}/reserves/${reserveId}/liberer`;
