declare const fenBrand: unique symbol;

/** An amount of money in fen (1/100 yuan), a non-negative integer. The only form in which money is calculated with. */
export type Fen = number & { readonly [fenBrand]: true };

/** Makes an amount of a number of fen. Throws a RangeError for anything that is not a non-negative safe integer. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new RangeError(`${amount} is no amount of money: give a whole number of fen, zero or more`);
  }
  return amount as Fen;
}

export const isFen = (value: unknown): value is Fen => Number.isSafeInteger(value) && Number(value) >= 0;

/** Reads yuan with at most two decimals, by its digits and never as a floating-point number: `9.90` is 990 fen. */
export function fenFromYuan(text: string): Fen {
  const digits = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text);
  if (!digits) throw new RangeError(`"${text}" is no amount in yuan: write it like "9.90"`);
  return fen(Number(digits[1]) * 100 + Number((digits[2] ?? '').padEnd(2, '0')));
}

/** The amount in yuan with two decimals: `9.90`. */
export const toYuan = (amount: Fen): string => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

export const add = (a: Fen, b: Fen): Fen => fen(a + b);
/** What is left of `a` after taking `b`. Throws a RangeError where `b` is more than `a`. */
export const subtract = (a: Fen, b: Fen): Fen => fen(a - b);

/** So many parts of a whole, `amount × part / whole`, in whole fen and rounded half up. Throws a RangeError where there is no whole. */
export function prorated(amount: Fen, part: number, whole: number): Fen {
  if (whole <= 0) throw new RangeError(`${whole} is no whole that an amount could be a part of`);
  const [numerator, denominator] = [BigInt(amount) * BigInt(part), BigInt(whole)];
  return fen(Number((2n * numerator + denominator) / (2n * denominator)));
}
