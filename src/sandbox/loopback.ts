import { BlockList, isIP, isIPv6 } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a name or an address (an IPv6 one with or without brackets) can only mean this machine itself. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (isIP(bare) === 0) return /^(?:[a-z0-9-]+\.)*localhost\.?$/.test(bare);
  return loopback.check(bare, isIPv6(bare) ? 'ipv6' : 'ipv4');
}

/** The host as it stands in a URL that this machine can call; what listens everywhere is found on loopback. */
export function urlHost(host: string): string {
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return isIPv6(near) ? `[${near}]` : near;
}
