import { Agent, type Dispatcher } from 'undici';
import type { Carrier } from '../../gateway/courier.ts';
import { httpCarrier } from '../../gateway/http-carrier.ts';
import { isLoopback } from '../../sandbox/loopback.ts';

/** Where notifications may go: what a notify_url begins with, and what it is brought to instead. */
export interface DeliveryMap {
  readonly baseUrl: string;
  readonly origins: Readonly<Record<string, string>>;
}

/** Where a letter goes, or why it goes nowhere. */
export type Destination = { readonly url: string } | { readonly refused: string };

/**
 * The place that a notify_url leads to. Only its origin is mapped; path and query stay. Whatever is not of this machine,
 * not the backend's own origin and not named in the profile is not called: a backend that is set up for real customers
 * names a real address.
 */
export function destinationOf(notifyUrl: string, { baseUrl, origins }: DeliveryMap): Destination {
  if (!URL.canParse(notifyUrl)) return { refused: `notify_url ${notifyUrl} is no URL` };
  const { origin, hostname, pathname, search } = new URL(notifyUrl);
  const mapped = Object.entries(origins).find(([from]) => URL.canParse(from) && new URL(from).origin === origin)?.[1];
  if (mapped !== undefined) return { url: `${mapped.replace(/\/+$/, '')}${pathname}${search}` };
  if (isLoopback(hostname) || (URL.canParse(baseUrl) && new URL(baseUrl).origin === origin)) return { url: notifyUrl };
  return {
    refused: `the backend's notify_url begins with ${origin}, which the kit does not call by itself: say in the profile where that is, as notify.origins: { "${origin}": "${baseUrl}" }`,
  };
}

/** No connection is kept for the next notification: the receiver may be restarted in between. */
export const outbound = (): Agent => new Agent({ pipelining: 0 });

/** Carries letters to where they are mapped; one that may not be carried is told of instead. */
export const mappedCarrier = (
  map: DeliveryMap,
  dispatcher: Dispatcher,
  undeliverable: (reason: string) => void,
): Carrier => {
  const carry = httpCarrier(dispatcher);
  return async (url, letter, answerTime) => {
    const destination = destinationOf(url, map);
    if ('url' in destination) return carry(destination.url, letter, answerTime);
    undeliverable(destination.refused);
    return { error: 'not sent: its address is not one that the profile names' };
  };
};
