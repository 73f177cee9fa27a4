import type { DayStationName } from './day-place.ts';

/**
 * A Tuesday in the coworking place of the demo (resources/demo/coworking-plan.json and badge.json),
 * as data. tests/cloud/day/coworking-day.test.ts holds its bills, reckoned by hand.
 */

export const COWORKING_DAY = '2026-11-03';

export type DaySpace = 'desks' | 'meetingRoom' | 'workshop' | 'helping';

/** Ids of badge.json and coworking-plan.json. */
export const DAY_SPACES: Readonly<Record<DaySpace, string>> = {
  desks: '019b76da-a814-7000-8000-000000000001',
  meetingRoom: '019b76da-a814-7000-8000-000000000002',
  workshop: '019b76da-a814-7000-8000-000000000003',
  helping: '019b76da-a814-7000-8000-000000000004',
};

export type DayPerson = {
  /** Of the demo, found by first name, with all that they have there; false: new, with a Pass. */
  readonly isOfDemo?: true;
  /** Euro cents that are put on their Pass in the morning, of the place's own money. */
  readonly localCents: number;
  /** Global money beside it. */
  readonly globalCents?: number;
  readonly isMember?: true;
  readonly hint: { readonly fr: string; readonly en: string };
};

const hint = (fr: string, en: string) => ({ hint: { fr, en } });

export const DAY_PEOPLE: Readonly<Record<string, DayPerson>> = {
  Anouk: { localCents: 2_000, ...hint('Au temps passé', 'By the hour') },
  Bruno: { localCents: 1_000, ...hint('Une demi-journée', 'Half a day') },
  Chloé: { localCents: 500, globalCents: 1_000, ...hint('Toute la journée', 'All day') },
  // 9 h 40 of the ten hours of Yanis are used; those of Solène are shared with Awa, 2 h 30 used.
  Yanis: { isOfDemo: true, localCents: 500, ...hint('Reste 20 min', '20 min left') },
  Solène: { isOfDemo: true, localCents: 0, ...hint('Heures d’équipe', 'Team hours') },
  Awa: { isOfDemo: true, localCents: 0, ...hint('Heures d’équipe', 'Team hours') },
  Gaël: { localCents: 0, ...hint('Tirelire vide', 'No money') },
  Iris: { localCents: 1_500, ...hint('Oublie de sortir', 'Forgets to go out') },
  Karima: { localCents: 500, ...hint('Se trompe, revient', 'Undoes, comes back') },
  Léo: { localCents: 2_000, ...hint('Vient deux fois', 'Comes twice') },
  Mona: { localCents: 3_000, ...hint('Amène un invité', 'Brings a guest') },
  Nadia: { localCents: 0, ...hint('Donne un coup de main', 'Gives a hand') },
  Oscar: { localCents: 2_000, ...hint('Sort sans réseau', 'Leaves without network') },
  Rosa: { localCents: 1_000, ...hint('Entre ici, sort là', 'In here, out there') },
  Quentin: { localCents: 2_000, ...hint('Salle de réunion', 'Meeting room') },
  Simone: { localCents: 1_000, isMember: true, ...hint('Membre, à l’atelier', 'Workshop') },
};

type At = {
  /** On the wall of the place; `+2 10:00` is two days later. */
  readonly at: string;
};
type AtDoor = { readonly door?: Exclude<DayStationName, 'till'> };

/** What people do, and what the station must answer. The door of the street, unless another is named. */
export type DayMoment = At &
  (
    | ({ readonly does: 'in'; readonly who: string; readonly space: DaySpace } & AtDoor)
    | ({ readonly does: 'out'; readonly who: string } & AtDoor)
    /** A second tap within a minute, and yes: it was a mistake. */
    | ({ readonly does: 'undo'; readonly who: string } & AtDoor)
    /** A door without network takes them for somebody who comes in; they say that they leave. */
    | ({ readonly does: 'turn'; readonly who: string; readonly space: DaySpace } & AtDoor)
    | ({
        readonly does: 'guest-in';
        readonly name: string;
        /** Who brings them and pays; null: a day visitor. */
        readonly host: string | null;
        readonly space: DaySpace;
      } & AtDoor)
    | ({ readonly does: 'guest-out'; readonly name: string } & AtDoor)
    | { readonly does: 'cut' | 'restore'; readonly door: DayStationName }
    /** What they owe is paid at the till. */
    | { readonly does: 'pay'; readonly who: string; readonly means: 'cash' | 'bank-card' }
    /** The cloud does what it does by itself. */
    | { readonly does: 'jobs' }
  );

export const DAY_MOMENTS: readonly DayMoment[] = [
  { at: '08:30', does: 'in', who: 'Léo', space: 'desks' },
  { at: '08:55', does: 'in', who: 'Chloé', space: 'desks' },
  { at: '09:00', does: 'in', who: 'Bruno', space: 'desks' },
  { at: '09:05', does: 'in', who: 'Anouk', space: 'desks' },
  { at: '09:10', does: 'in', who: 'Solène', space: 'desks' },
  { at: '09:15', does: 'in', who: 'Oscar', space: 'desks' },
  { at: '09:30', does: 'in', who: 'Karima', space: 'desks' },
  { at: '09:30:20', does: 'undo', who: 'Karima' },
  { at: '09:45', does: 'in', who: 'Mona', space: 'desks' },
  { at: '09:45', does: 'guest-in', name: 'Paul', host: 'Mona', space: 'desks' },
  { at: '10:00', does: 'in', who: 'Awa', space: 'desks', door: 'yard' },
  { at: '10:00', does: 'out', who: 'Léo' },
  { at: '10:05', does: 'in', who: 'Gaël', space: 'desks' },
  { at: '10:30', does: 'cut', door: 'yard' },
  { at: '10:30', does: 'in', who: 'Karima', space: 'desks' },
  { at: '10:45', does: 'in', who: 'Rosa', space: 'desks' },
  { at: '10:55', does: 'out', who: 'Gaël' },
  { at: '11:00', does: 'out', who: 'Oscar', door: 'yard' },
  { at: '11:00', does: 'out', who: 'Karima' },
  { at: '11:05', does: 'pay', who: 'Gaël', means: 'cash' },
  { at: '11:15', does: 'turn', who: 'Rosa', space: 'desks', door: 'yard' },
  { at: '11:15', does: 'out', who: 'Anouk' },
  { at: '11:30', does: 'restore', door: 'yard' },
  { at: '11:45', does: 'guest-out', name: 'Paul' },
  { at: '12:30', does: 'out', who: 'Bruno' },
  { at: '12:45', does: 'out', who: 'Mona', door: 'yard' },
  { at: '13:20', does: 'out', who: 'Solène' },
  { at: '13:30', does: 'in', who: 'Yanis', space: 'desks' },
  { at: '14:00', does: 'in', who: 'Nadia', space: 'helping' },
  { at: '14:00', does: 'out', who: 'Awa' },
  { at: '14:01', does: 'in', who: 'Quentin', space: 'meetingRoom' },
  { at: '14:05', does: 'in', who: 'Iris', space: 'desks' },
  { at: '14:30', does: 'out', who: 'Yanis' },
  { at: '15:00', does: 'in', who: 'Léo', space: 'desks' },
  { at: '15:00', does: 'in', who: 'Simone', space: 'workshop' },
  { at: '15:11', does: 'out', who: 'Quentin' },
  { at: '15:40', does: 'out', who: 'Simone' },
  { at: '16:00', does: 'guest-in', name: 'Visiteuse', host: null, space: 'desks' },
  { at: '16:20', does: 'guest-out', name: 'Visiteuse' },
  { at: '16:30', does: 'out', who: 'Nadia' },
  { at: '16:31', does: 'pay', who: 'Visiteuse', means: 'bank-card' },
  { at: '16:40', does: 'out', who: 'Chloé' },
  { at: '17:10', does: 'out', who: 'Léo', door: 'yard' },
  // Iris never goes out: closed at 20:00, and taken when she has had 48 hours to say when she left.
  { at: '20:05', does: 'jobs' },
  { at: '+2 20:05', does: 'jobs' },
];
