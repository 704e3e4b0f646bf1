import type { Part } from './draft.ts';

/** Endpoints that answer right only to who knows what earlier answers told, or when a day is over. */
export const PLACES = ['trade bill', 'fund-flow bill', 'download', 'refund', 'abnormal refund'] as const;
export type Place = (typeof PLACES)[number];

const TARGETS: Readonly<Record<Place, RegExp>> = {
  'trade bill': /\/v3\/bill\/tradebill/,
  'fund-flow bill': /\/v3\/bill\/fundflowbill/,
  download: /\/v3\/billdownload\//,
  refund: /\/v3\/refund\/domestic\/refunds$/,
  'abnormal refund': /\/apply-abnormal-refund/,
};

/** Which of them a request is for. */
export const placeOf = (part: Part | undefined): Place | undefined =>
  part && PLACES.find((place) => TARGETS[place].test(part.target));
