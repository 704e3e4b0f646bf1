import type { Look } from './books.ts';

/** What the subject is asked: how a lane's sandbox stands, or how much memory the process holds. */
export interface ToSubject {
  readonly id: number;
  readonly lane: number | 'memory';
}

export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly arrayBuffers: number;
}

export type FromSubject =
  | { readonly kind: 'ready'; readonly ports: readonly number[] }
  | { readonly kind: 'told'; readonly lane: number; readonly line: string }
  | { readonly kind: 'look'; readonly id: number; readonly look: Look }
  | ({ readonly kind: 'memory'; readonly id: number } & Memory);
