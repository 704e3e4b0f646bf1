import type { Agent } from 'undici';
import { BackendFailed } from '../actors/index.ts';
import type { FakedTime } from '../merchant/faketime/index.ts';
import { onInterruption, unlessInterrupted } from '../merchant/interruption.ts';
import { type LaunchedBackend, LaunchFailed } from '../merchant/launch.ts';
import { readDuration } from '../merchant/profile/short-duration.ts';
import { type ClockHook, clockHook } from '../targets/merchant/backend-clock.ts';
import { admitBackend, type BackendHosts, connectionsToBackend } from '../targets/merchant/backend-hosts.ts';
import { launched, reached } from '../targets/merchant/backend-process.ts';
import { Drivers } from '../targets/merchant/drivers.ts';
import { drivenClock, type Faked, fakedTimeFor, livesAhead, timeOf } from '../targets/merchant/faked-backend.ts';
import { placeholderValues } from '../targets/merchant/placeholder-values.ts';
import type { ServedGateway } from '../targets/merchant/served-gateway.ts';
import { SubjectError } from '../targets/subject-error.ts';
import { type Duration, seconds, stopwatch } from '../time/index.ts';
import { checksOf, type Fault, t } from './check.ts';
import { type Asked, portsOf, serveGateway } from './gateway-serving.ts';
import { GatewayWatch } from './gateway-watch.ts';
import { ListeningClock } from './listening-clock.ts';
import { setUpOnce } from './set-up-step.ts';

const { ok, wrong } = checksOf('backend', 'unreachable');

const PATIENCE = seconds(5);

/** What the rest of the examination is played with. */
export interface Shop {
  readonly gateway: ServedGateway;
  readonly drivers: Drivers;
  readonly watch: GatewayWatch;
  readonly clock: ListeningClock;
  /** What moves the backend's own clock. */
  readonly hook: ClockHook;
  readonly backend: LaunchedBackend | undefined;
  readonly patience: Duration;
  /** Undoes the set-up, once. Answers what went wrong with it. */
  readonly tearDown: () => Promise<string | undefined>;
}

/** Serves the gateway, launches the backend or finds it, and sets it up. Undefined where one of these fails: it is told. */
export async function openShop(asked: Asked): Promise<Shop | undefined> {
  const { read, credentials, open } = asked;
  const { profile } = read;
  const hosts = await admitted(asked);
  if (!hosts) return undefined;
  const connections = connectionsToBackend(hosts);
  const disconnect = (): Promise<void> => connections.destroy();
  open.push(disconnect);
  open.push(onInterruption('stop', disconnect));
  const faked = fakedTimeFor(profile, open);
  const clock = new ListeningClock(livesAhead(profile, faked));
  const gateway = await serveGateway(asked, clock);
  if (!gateway) return undefined;
  const watch = new GatewayWatch(portsOf(gateway));
  open.push(() => watch.close());
  const fill = placeholderValues(gateway, gateway.house.holdings, { baseUrl: profile.baseUrl, credentials });
  const met = await meet(asked, fill, connections, timeOf(faked));
  open.push(disconnect); // one that is asked to end may wait for its connections first
  if (!met) return undefined;
  await unlessInterrupted();
  const env = timeOf(faked)?.env(process.env) ?? process.env;
  const drivers = new Drivers({ read, fill, dispatcher: connections, env });
  const tearDown = await setUpOnce(asked, {
    read,
    fill,
    hosts,
    drivers,
    env,
    openid: gateway.house.holdings.file.openid,
  });
  if (!tearDown) return undefined;
  const patience = profile.patience === undefined ? PATIENCE : readDuration(profile.patience);
  const hook = await hookOf(asked, faked, met.backend, gateway, hosts);
  return { gateway, drivers, watch, clock, hook, backend: met.backend, patience, tearDown };
}

/** A backend that does not answer once its time was moved cannot be driven: what else is wrong with it is found by what follows. */
async function hookOf(
  { read: { profile }, open }: Asked,
  faked: Faked,
  backend: LaunchedBackend | undefined,
  gateway: ServedGateway,
  hosts: BackendHosts,
): Promise<ClockHook> {
  const driven = await drivenClock(profile, faked, backend, gateway, hosts, open).catch((failure: unknown) => {
    if (!(failure instanceof BackendFailed)) throw failure;
    return { missing: failure.message };
  });
  return clockHook(profile.clock, driven);
}

/** Lets the profile's addresses pass, where none of them is WeChat Pay's. */
async function admitted({ read, emit }: Asked): Promise<BackendHosts | undefined> {
  try {
    return await admitBackend(read.profile);
  } catch (failure) {
    if (!(failure instanceof SubjectError)) throw failure;
    const fault = {
      found: failure.message,
      expected: t('addresses of your own backend', '自己的商户后台的地址'),
      advice: t('correct that address in the profile', '改正配置文件中的该地址'),
    };
    emit(wrong(t('addresses', '地址'), fault, failure.kind));
    return undefined;
  }
}

/** Launches the backend or finds it running. */
async function meet(
  { merchant, read, open, emit }: Asked,
  fill: Readonly<Record<string, string>>,
  connections: Agent,
  faked: FakedTime | undefined,
): Promise<{ readonly backend: LaunchedBackend | undefined } | undefined> {
  const { baseUrl, launch } = read.profile;
  const took = stopwatch();
  const check = launch ? t('launch', '启动（launch）') : t('reachable', '可访问');
  try {
    const backend = await launched(read, merchant, fill, open, connections, faked);
    if (!backend) await reached(baseUrl, connections);
    const time = `${(took() / 1_000).toFixed(1)} s`;
    emit(
      backend
        ? ok(check, t(`it was up after ${time} (${launch?.ready})`, `${time}后就绪（${launch?.ready}）`))
        : ok(check, t(`somebody answers at ${baseUrl}`, `${baseUrl}有应答`)),
    );
    return { backend };
  } catch (failure) {
    if (failure instanceof LaunchFailed) emit(wrong(check, unlaunched(failure)));
    else if (failure instanceof SubjectError) emit(wrong(check, unmet(failure, baseUrl), failure.kind));
    else throw failure;
    return undefined;
  }
}

const unlaunched = ({ message }: LaunchFailed): Fault => ({
  found: message,
  expected: t('a backend that is up', '已就绪的商户后台'),
  advice: t(
    'read what it said last, and run launch.command by hand in the folder of the profile',
    '查看它最后的输出，并在配置文件所在目录手动运行launch.command',
  ),
});

const unmet = ({ kind, message }: SubjectError, baseUrl: string): Fault => ({
  found: message,
  expected: t('a backend that answers', '有应答的商户后台'),
  advice:
    kind === 'configuration'
      ? t('correct that key of the profile', '改正配置文件中的该项')
      : t(
          `start your backend, correct baseUrl (${baseUrl}), or add "launch" to the profile`,
          `启动商户后台，改正baseUrl（${baseUrl}），或在配置文件中加入“launch”`,
        ),
});
