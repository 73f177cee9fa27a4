/** Addresses of the volunteers' pages of gestion. */
export const SHIFT_PATHS = {
  list: '/gestion/:collective/benevoles',
  make: '/gestion/:collective/benevoles/nouveau',
  one: '/gestion/:collective/benevoles/:creneau',
  change: '/gestion/:collective/benevoles/:creneau/changer',
  remove: '/gestion/:collective/benevoles/:creneau/retirer',
  came: '/gestion/:collective/benevoles/:creneau/venus',
  write: '/gestion/:collective/benevoles/:creneau/ecrire',
} as const;

export const officeShiftsPath = (slug: string): string =>
  SHIFT_PATHS.list.replace(':collective', slug);

export const makeShiftPath = (slug: string): string =>
  SHIFT_PATHS.make.replace(':collective', slug);

export const officeShiftPath = (
  slug: string,
  shiftId: string,
  page: 'one' | 'change' | 'remove' | 'came' | 'write' = 'one',
): string => SHIFT_PATHS[page].replace(':collective', slug).replace(':creneau', shiftId);
