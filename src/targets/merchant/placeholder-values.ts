import { PEM_NAMES } from '../../merchant/profile/known-names.ts';
import type { MerchantHoldings } from '../../sandbox/credentials/new-merchant.ts';
import type { ServedGateway } from './served-gateway.ts';

/** Good for nothing: the gateway that stands in for WeChat Pay asks for none. */
const APPSECRET = '00000000000000000000000000000000';

/** What the placeholders of a profile stand for that name the gateway and the credentials. */
export function placeholderValues(
  { url, tlsUrl, proxy }: Pick<ServedGateway, 'url' | 'tlsUrl' | 'proxy'>,
  { file, pems }: MerchantHoldings,
  profile: { readonly baseUrl: string; readonly credentials: string },
): Readonly<Record<string, string>> {
  const { hostname, port } = new URL(url);
  return {
    'gateway.url': url,
    'gateway.host': hostname,
    'gateway.port': port,
    ...(tlsUrl === undefined ? {} : { 'gateway.tlsUrl': tlsUrl }),
    ...(proxy === undefined ? {} : { 'gateway.proxy': proxy }),
    baseUrl: profile.baseUrl,
    credentials: profile.credentials,
    mchid: file.mchid,
    appid: file.appid,
    appsecret: APPSECRET,
    serial_no: file.serial_no,
    apiv3_key: file.apiv3_key,
    public_key_id: file.public_key_id,
    platform_serial_no: file.platform_serial_no,
    ...Object.fromEntries(PEM_NAMES.map((name) => [name, pems[name] ?? ''])),
  };
}
