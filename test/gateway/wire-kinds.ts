import type { Parameters } from '../../src/gateway/validate.ts';

/** What a field may hold. */
export type Kind =
  | { readonly is: 'text'; readonly least: number; readonly most?: number; readonly in: 'bytes' | 'characters' }
  | { readonly is: 'whole number'; readonly least: number }
  | { readonly is: 'yes or no' }
  | { readonly is: 'one of'; readonly values: readonly string[] }
  | { readonly is: 'object'; readonly needs: readonly string[]; readonly open?: boolean; readonly jsonBytes?: number }
  | { readonly is: 'list' };

export interface Field {
  readonly at: string;
  /** As a refusal names it. */
  readonly label: string;
  readonly kind: Kind;
  /** A text of so many characters, where not every one of them will do. */
  readonly filled?: string;
  /** The expression that a refusal cites. */
  readonly pattern?: string;
  /** Every other character that can be written with one byte is refused. */
  readonly characters?: string;
  readonly takes?: readonly string[];
  readonly refuses?: readonly string[];
}

export interface Wire {
  /** Parameters with every field in them, so that each can be changed. */
  readonly right: Parameters;
  readonly fields: readonly Field[];
}

export const characters = (least: number, most?: number): Kind =>
  most === undefined ? { is: 'text', least, in: 'characters' } : { is: 'text', least, most, in: 'characters' };
export const bytes = (least: number, most?: number): Kind =>
  most === undefined ? { is: 'text', least, in: 'bytes' } : { is: 'text', least, most, in: 'bytes' };
export const whole = (least: number): Kind => ({ is: 'whole number', least });
export const oneOf = (...values: string[]): Kind => ({ is: 'one of', values });
export const object = (...needs: string[]): Kind => ({ is: 'object', needs });
export const address = (...needs: string[]): Kind => ({ is: 'object', needs, open: true });
export const list: Kind = { is: 'list' };
export const yesOrNo: Kind = { is: 'yes or no' };
