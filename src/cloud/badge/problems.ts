/** Why a person must look at a coming or going, or at what was paid for it. */
export const BADGE_PROBLEMS = [
  /** A space, or a version of a plan, that is not of this collective. */
  'space-unknown',
  /** Sealed with a key that is gone, or never was: nobody can say whose tap it was. */
  'holder-unreadable',
  /** Tapped after the Pass was declared lost: it does not count for its holder. */
  'card-lost',
  /** A stay that is paid, corrected or undone here, and that nobody has seen. */
  'presence-unknown',
  /** Paid twice, or too much, by somebody without a wallet: give it back by hand. */
  'presence-overpaid',
] as const;

export type BadgeProblem = {
  readonly seq: number;
  readonly code:
    (typeof BADGE_PROBLEMS)[number] | 'card-unknown' | 'card-foreign' | 'content-differs';
  readonly message: string;
};
