/** The endpoints of direct-merchant Mini Program payment, each with the schema that its parameters are held to. */
export const endpoints = [
  { name: 'order', method: 'POST', path: '/v3/pay/transactions/jsapi' },
  { name: 'order-by-number', method: 'GET', path: '/v3/pay/transactions/out-trade-no/{out_trade_no}' },
  { name: 'order-by-id', method: 'GET', path: '/v3/pay/transactions/id/{transaction_id}' },
  { name: 'close', method: 'POST', path: '/v3/pay/transactions/out-trade-no/{out_trade_no}/close' },
  { name: 'refund', method: 'POST', path: '/v3/refund/domestic/refunds' },
  { name: 'refund-by-number', method: 'GET', path: '/v3/refund/domestic/refunds/{out_refund_no}' },
  {
    name: 'abnormal-refund',
    method: 'POST',
    path: '/v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund',
  },
  { name: 'trade-bill', method: 'GET', path: '/v3/bill/tradebill' },
  { name: 'fund-flow-bill', method: 'GET', path: '/v3/bill/fundflowbill' },
  { name: 'bill-download', method: 'GET', path: '/v3/billdownload/file' },
  { name: 'bill-download', method: 'GET', path: '/v3/bill/downloadurl' },
  { name: 'security-echo', method: 'POST', path: '/v3/security/echo' },
  { name: 'certificates', method: 'GET', path: '/v3/certificates' },
] as const;

export type Endpoint = (typeof endpoints)[number];
export type EndpointName = Endpoint['name'];

/** A request's endpoint with what its path and query say, percent-decoded; or why there is none. */
export type Routed =
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint; readonly uriTemplate: Readonly<Record<string, string>> }
  | { readonly kind: 'unknown-path' }
  | { readonly kind: 'wrong-method' };

const matchers = endpoints.map((endpoint) => ({
  endpoint,
  // What stands in no path is compared as it is: most calls go there, and a pattern takes longer.
  pattern: endpoint.path.includes('{')
    ? new RegExp(`^${endpoint.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
    : undefined,
}));

/** Finds the endpoint of a method and a target (path and query as sent). A path that cannot be decoded is unknown. */
export function route(method: string, target: string): Routed {
  const [path, ...query] = target.split('?') as [string, ...string[]];
  let pathKnown = false;
  for (const { endpoint, pattern } of matchers) {
    const match = pattern ? pattern.exec(path) : endpoint.path === path;
    if (!match) continue;
    pathKnown = true;
    if (endpoint.method !== method) continue;
    const uriTemplate = Object.fromEntries(new URLSearchParams(query.join('?')));
    for (const [name, text] of Object.entries(match === true ? {} : (match.groups as Record<string, string>))) {
      const value = decoded(text);
      if (value === undefined) return { kind: 'unknown-path' };
      uriTemplate[name] = value;
    }
    return { kind: 'endpoint', endpoint, uriTemplate };
  }
  return { kind: pathKnown ? 'wrong-method' : 'unknown-path' };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
