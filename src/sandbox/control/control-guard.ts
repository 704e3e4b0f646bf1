import { timingSafeEqual } from 'node:crypto';
import type { WireHeaders } from '../../protocol/index.ts';
import { isLoopback } from '../loopback.ts';
import { ControlError } from './control-error.ts';

/** The URL's parts where the text makes one; a header can hold anything. */
const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/**
 * Lets pass only what programs send that may. Without a token the control API is for this machine alone, and a web page must
 * not reach it: neither from an origin of its own, nor under a name of its own that it lets point to this machine (DNS
 * rebinding). With one, whoever has it may call. Throws a ControlError for anything else.
 */
export function guardControl(headers: WireHeaders, scheme: 'http' | 'https', token?: string): void {
  const host = urlOf(`${scheme}://${headers['host'] ?? ''}`);
  if (token === undefined && (host?.pathname !== '/' || !isLoopback(host.hostname))) {
    throw new ControlError(
      'forbidden',
      `The control API does not answer under the host "${headers['host'] ?? ''}": call it by a loopback address, such as 127.0.0.1`,
    );
  }
  const origin = headers['origin'];
  if (origin !== undefined && (host === undefined || urlOf(origin)?.origin !== host.origin)) {
    throw new ControlError(
      'forbidden',
      `The control API does not answer pages of another origin ("${origin}"): call it from a program, without an Origin header`,
    );
  }
  // A page's plain GET (an image, a script, fetch in the mode no-cors) has no Origin: browsers say with this whose it is.
  if (/^(?:cross|same)-site$/.test(headers['sec-fetch-site'] ?? '')) {
    throw new ControlError(
      'forbidden',
      'The control API does not answer pages of another origin: call it from a program, or open its address by hand',
    );
  }
  if (token !== undefined) guardToken(headers['authorization'], token);
}

function guardToken(authorization: string | undefined, token: string): void {
  const given = Buffer.from(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
  const expected = Buffer.from(token);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  const what = authorization === undefined ? 'no token came' : 'the token that came is another';
  throw new ControlError('unauthorized', `Control calls here carry "Authorization: Bearer <token>", and ${what}`);
}
