import type { WireHeaders } from '../protocol/index.ts';
import { ControlError } from './control-error.ts';
import { isLoopback } from './loopback.ts';

/** The URL's parts where the text makes one; a header can hold anything. */
const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/**
 * Lets pass only what programs on this machine send. The control API asks for no password, so a web page must not reach it:
 * neither from an origin of its own, nor under a name of its own that it lets point to this machine (DNS rebinding).
 * Throws a ControlError for anything else.
 */
export function guardControl(headers: WireHeaders): void {
  const host = urlOf(`http://${headers['host'] ?? ''}`);
  if (host?.pathname !== '/' || !isLoopback(host.hostname)) {
    throw new ControlError(
      'forbidden',
      `The control API does not answer under the host "${headers['host'] ?? ''}": call it by a loopback address, such as 127.0.0.1`,
    );
  }
  const origin = headers['origin'];
  if (origin !== undefined && urlOf(origin)?.origin !== host.origin) {
    throw new ControlError(
      'forbidden',
      `The control API does not answer pages of another origin ("${origin}"): call it from a program, without an Origin header`,
    );
  }
}
