import { SubjectError } from '../subject-error.ts';

/** Where something listens; port 0 picks a free one. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Reads `HOST:PORT`, or a port alone, which is one of loopback. Throws a SubjectError that names the key. */
export function addressOf(text: string, key: string): Address {
  const [, bracketed, plain, digits = ''] = /^(?:(?:\[([0-9a-fA-F:.]+)\]|([^:\s]+)):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === '' || port > 65_535)
    throw new SubjectError('configuration', `${key}: ${text} is no HOST:PORT: give it like 127.0.0.1:8787`);
  return { host: bracketed ?? plain ?? '127.0.0.1', port };
}
