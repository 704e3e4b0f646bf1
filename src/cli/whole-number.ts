import { InvalidArgumentError } from 'commander';

/** A whole number as an option gives it. Throws an InvalidArgumentError for anything else. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give a whole number, zero or more.');
  return Number(text);
}
