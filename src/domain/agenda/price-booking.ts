/** Whether a price can be taken: by this person, now. */
export type PriceState = 'open' | 'not-yet' | 'closed' | 'sold-out' | 'members-only';
