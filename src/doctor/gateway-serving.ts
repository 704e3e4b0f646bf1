import type { ReadProfile } from '../merchant/profile/read-profile.ts';
import { SandboxError } from '../sandbox/sandbox-error.ts';
import { addressOf } from '../targets/merchant/listen-address.ts';
import { openServedGateway, type ServedGateway } from '../targets/merchant/served-gateway.ts';
import type { Undoing } from '../targets/merchant/undoing.ts';
import { SubjectError } from '../targets/subject-error.ts';
import type { MerchantUnderTest } from '../targets/target.ts';
import { type Check, checksOf, type Fault, t } from './check.ts';
import type { Ports } from './gateway-watch.ts';
import type { ListeningClock } from './listening-clock.ts';

const { ok, note, wrong } = checksOf('backend', 'configuration');

const LISTEN = '127.0.0.1:8787';
const CHECK = t("the kit's gateway", '测试网关');

/** What is to be examined, and what undoes whatever is opened for it. */
export interface Asked {
  readonly merchant: MerchantUnderTest;
  readonly read: ReadProfile;
  /** The folder, absolute. */
  readonly credentials: string;
  readonly open: Undoing;
  readonly emit: (check: Check) => void;
}

/** Serves the gateway as a run does. Undefined where that cannot be: it is told why. */
export async function serveGateway(asked: Asked, wire: ListeningClock): Promise<ServedGateway | undefined> {
  const { merchant, read, credentials, open, emit } = asked;
  const { gateway: said, notify, baseUrl, launch } = read.profile;
  const key = merchant.listen === undefined ? 'gateway.listen' : '--listen';
  try {
    const at = addressOf(merchant.listen ?? said?.listen ?? LISTEN, key);
    const gateway = await openServedGateway({
      at,
      ...(said?.tls === undefined ? {} : { tls: addressOf(said.tls, 'gateway.tls') }),
      ...(said?.proxy === undefined ? {} : { proxy: addressOf(said.proxy, 'gateway.proxy') }),
      credentials,
      keyMode: said?.keyMode ?? 'both',
      deliveries: { baseUrl, origins: notify?.origins ?? {} },
      wire,
      tell: (line) => emit(note(CHECK, line, t('please report this', '请反馈此问题'))),
    });
    open.push(() => gateway.close());
    emit(ok(CHECK, facesOf(gateway)));
    if (at.port === 0 && !launch) emit(unfixed(key));
    return gateway;
  } catch (failure) {
    if (!(failure instanceof SandboxError || failure instanceof SubjectError)) throw failure;
    emit(wrong(CHECK, unserved(failure.message, key)));
    return undefined;
  }
}

export const facesOf = ({ url, tlsUrl, proxy }: ServedGateway): string =>
  [url, tlsUrl, proxy === undefined ? undefined : `proxy ${proxy}`].filter((face) => face !== undefined).join(', ');

export function portsOf({ url, tlsUrl, proxy }: ServedGateway): Ports {
  const port = (text: string): number => Number(new URL(text).port);
  return {
    plain: port(url),
    ...(tlsUrl === undefined ? {} : { tls: port(tlsUrl) }),
    ...(proxy === undefined ? {} : { proxy: port(proxy) }),
  };
}

/** The same in the words of the profile: a sandbox's options are its keys. */
const unserved = (message: string, key: string): Fault => ({
  found: message
    .replaceAll('--tls-port', 'gateway.tls')
    .replaceAll('--proxy-port', 'gateway.proxy')
    .replaceAll('--port', key),
  expected: t('credentials that fit together, and free ports', '相互配套的开发参数与空闲端口'),
  advice: t(
    `do as it says; a sandbox or a run that is still open holds the port too (${key})`,
    `按提示处理；仍在运行的sandbox或run也会占用端口（${key}）`,
  ),
});

const unfixed = (key: string): Check =>
  note(
    t("the gateway's port", '网关端口'),
    t(
      'another free one each time, and a backend that runs already cannot know it',
      '每次都是不同的空闲端口，已在运行的商户后台无法得知',
    ),
    t(
      `give it a fixed one (${key}: 127.0.0.1:8787) and point your backend there, or let the kit launch your backend`,
      `指定固定端口（${key}: 127.0.0.1:8787）并让商户后台指向它，或由测试工具启动商户后台（launch）`,
    ),
  );
