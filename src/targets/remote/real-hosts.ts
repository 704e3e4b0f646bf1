import { type LookupAddress, promises } from 'node:dns';
import { isIP } from 'node:net';
import { isRealName, WECHAT_HOSTS } from '../../redirect/wechat-hosts.ts';
import { isLoopback } from '../../sandbox/loopback.ts';
import { SubjectError } from '../subject-error.ts';

/** The addresses of a name. Rejects where it has none, or where nobody can be asked. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

/** As connections do it: the hosts file counts. */
const systemResolve: Resolve = (name) => promises.lookup(name, { all: true });

const INSTEAD = 'this kit moves clocks and sends wrong requests, so point --url at a sandbox or a test gateway';

/** Where a gateway may be reached: its origin, and the addresses that were looked at. Connections go to these and no others. */
export interface Admitted {
  readonly url: string;
  readonly host: string;
  readonly addresses: readonly LookupAddress[];
}

/**
 * Lets a gateway's URL pass where it is none of WeChat Pay's: neither by name nor by address. A name of WeChat Pay's passes
 * where all that it resolves to is this machine, as a hosts entry for a sandbox makes it. Where WeChat Pay's names cannot
 * be resolved, their addresses are not known, and names alone are refused. Throws a SubjectError.
 */
export async function admit(text: string, resolve: Resolve = systemResolve): Promise<Admitted> {
  const { origin, hostname } = originOf(text);
  const host = bare(hostname);
  const addresses = await addressesOf(host, resolve);
  const local = addresses.every(({ address }) => isLoopbackAddress(address));
  if (isRealName(host) && !local)
    throw new SubjectError('configuration', `--url names ${host}, a host of WeChat Pay: ${INSTEAD}`);
  if (local) return { url: origin, host, addresses };
  const found = await realAmong(addresses, resolve);
  if (found)
    throw new SubjectError('configuration', `--url leads to ${found.address}, an address of WeChat Pay: ${INSTEAD}`);
  return { url: origin, host, addresses };
}

/**
 * Lets the base of notify_urls pass where a gateway that sends there does not send to WeChat Pay. It may have a name that
 * only the gateway's network knows. Throws a SubjectError.
 */
export async function admitPublicUrl(text: string, resolve: Resolve = systemResolve): Promise<void> {
  const host = bare(new URL(text).hostname);
  const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [{ address: host, family: isIP(host) }];
  if (isRealName(host) || (await realAmong(addresses, resolve)))
    throw new SubjectError(
      'configuration',
      `--public-url ${text} leads to WeChat Pay, and the gateway would send its notifications there: give the address at which it reaches --listen`,
    );
}

/** The first address that is WeChat Pay's; nobody is asked where all of them are this machine's. */
async function realAmong(addresses: readonly LookupAddress[], resolve: Resolve): Promise<LookupAddress | undefined> {
  if (addresses.every(({ address }) => isLoopbackAddress(address))) return undefined;
  const real = await realAddresses(resolve);
  return addresses.find(({ address }) => real.has(canonical(address)));
}

function originOf(text: string): URL {
  const refuse = (why: string): never => {
    throw new SubjectError('configuration', `--url ${why}: give it like http://127.0.0.1:8787`);
  };
  if (!URL.canParse(text)) return refuse(`"${text}" is no URL`);
  const url = new URL(text);
  // What stands before an @ may be a password: it is not shown.
  if (url.username !== '' || url.password !== '') return refuse('has a user name or password in it');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse(`"${text}" is neither http nor https`);
  // A signature covers the path from the root, so a gateway has a whole origin to itself.
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return refuse(`"${text}" has a path`);
  return url;
}

/** Without brackets and without the dot at the end; case, percent signs and full-width letters are the URL parser's to undo. */
const bare = (hostname: string): string =>
  hostname
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
    .replace(/\.+$/, '');

async function addressesOf(host: string, resolve: Resolve): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length > 0) return addresses;
  if (isRealName(host))
    throw new SubjectError('configuration', `--url names ${host}, a host of WeChat Pay: ${INSTEAD}`);
  throw new SubjectError(
    'unreachable',
    `The host ${host} cannot be resolved: is it spelt right, and is there a network?`,
  );
}

/** What WeChat Pay's hosts resolve to is WeChat Pay, whatever else it is called. */
async function realAddresses(resolve: Resolve): Promise<ReadonlySet<string>> {
  const found = await Promise.all(WECHAT_HOSTS.map((name) => resolve(name).catch(() => [])));
  return new Set(
    found
      .flat()
      .map(({ address }) => address)
      .filter((address) => !isLoopbackAddress(address))
      .map(canonical),
  );
}

const isLoopbackAddress = (address: string): boolean => isLoopback(canonical(address));

/** One writing for one address: an IPv4 address inside an IPv6 one (`::ffff:`, `64:ff9b::`) is that IPv4 address. */
function canonical(address: string): string {
  if (isIP(address) !== 6) return address;
  const [text = ''] = address.split('%');
  const written = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const [, high, low] = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(written) ?? [];
  if (high === undefined || low === undefined) return written;
  return [high, low]
    .map((word) => Number.parseInt(word, 16))
    .flatMap((word) => [word >> 8, word & 0xff])
    .join('.');
}
