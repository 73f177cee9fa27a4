/** Addresses of the badge pages of the office. `:collective` is its slug. */
const HOME = '/gestion/:collective/badgeuse';

export const BADGE_PATHS = {
  board: HOME,
  boardState: `${HOME}/etat`,
  staffList: `${HOME}/liste`,
  presence: `${HOME}/presences/:presence`,
  removePresence: `${HOME}/presences/:presence/retirer`,
  month: `${HOME}/mois`,
  monthCsv: `${HOME}/mois/csv`,
  monthPdf: `${HOME}/mois/pdf`,
  invoices: `${HOME}/factures`,
  parties: `${HOME}/factures/clients`,
  party: `${HOME}/factures/clients/:party`,
  invoice: `${HOME}/factures/piece/:invoice`,
  invoicePdf: `${HOME}/factures/piece/:invoice/pdf`,
  plans: `${HOME}/tarifs`,
  newPlan: `${HOME}/tarifs/nouveau`,
  plan: `${HOME}/tarifs/plan/:plan`,
  removePlan: `${HOME}/tarifs/plan/:plan/retirer`,
  spaces: `${HOME}/espaces`,
  space: `${HOME}/espaces/:space`,
  removeSpace: `${HOME}/espaces/:space/retirer`,
  teams: `${HOME}/equipes`,
  settings: `${HOME}/reglages`,
  door: `${HOME}/reglages/porte`,
  newDoor: `${HOME}/reglages/porte/nouveau`,
} as const;

type BadgePage = keyof typeof BADGE_PATHS;

/** The address of a page of one collective, with the id of what it shows. */
export function badgePath(slug: string, page: BadgePage, id = ''): string {
  return BADGE_PATHS[page]
    .replace(':collective', slug)
    .replace(/:(presence|party|invoice|plan|space)\b/, encodeURIComponent(id));
}

/** The month of a person or of everybody, as a page or a file. */
export function monthPath(
  slug: string,
  page: 'month' | 'monthCsv' | 'monthPdf',
  asked: { readonly month: string; readonly holder?: string | null },
): string {
  const query = new URLSearchParams({ m: asked.month });
  if (asked.holder != null) query.set('personne', asked.holder);
  return `${badgePath(slug, page)}?${query.toString()}`;
}
