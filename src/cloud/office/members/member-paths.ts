/** Addresses of the members' pages of the office. */
export const MEMBER_PATHS = {
  list: '/gestion/:collective/adhesions',
  csv: '/gestion/:collective/adhesions.csv',
  approve: '/gestion/:collective/adhesions/:adhesion/accepter',
  refuse: '/gestion/:collective/adhesions/:adhesion/refuser',
} as const;

export const membersPath = (slug: string): string => `/gestion/${slug}/adhesions`;

export const membersCsvPath = (slug: string): string => `/gestion/${slug}/adhesions.csv`;

export const answerRequestPath = (
  slug: string,
  membershipId: string,
  answer: 'accepter' | 'refuser',
): string => `${membersPath(slug)}/${membershipId}/${answer}`;
