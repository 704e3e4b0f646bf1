import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { Agent } from 'undici';
import { seconds } from '../../time/index.ts';
import type { Admitted } from './real-hosts.ts';

/** Shorter than servers keep an idle connection: a request must not meet one that is just being closed. */
const KEPT_OPEN = seconds(1);
const CONNECT_TIME = seconds(5);

/**
 * Connections to one gateway: only to the addresses that were admitted, whatever its name resolves to by now. TLS trusts
 * the system's authorities and, where there is one, the gateway's own. Redirects are not followed: a 3xx is an answer.
 */
export const connectionsTo = ({ host, addresses }: Admitted, authority?: string): Agent =>
  new Agent({
    keepAliveTimeout: KEPT_OPEN,
    keepAliveMaxTimeout: KEPT_OPEN,
    connect: {
      timeout: CONNECT_TIME,
      lookup: pinned(host, addresses),
      ...(authority === undefined ? {} : { ca: [...rootCertificates, authority] }),
    },
  });

const pinned =
  (host: string, addresses: readonly LookupAddress[]): LookupFunction =>
  (name, { all }, found) => {
    const asked = name.toLowerCase().replace(/\.+$/, '');
    const [first] = addresses;
    if (asked !== host || first === undefined || isIP(first.address) === 0)
      return found(new Error(`${name} is not the gateway's host`), '', 0);
    if (all) found(null, [...addresses]);
    else found(null, first.address, first.family);
  };
