import { GATEWAY_CAPABILITIES, type GatewayCapability } from '../../actors/index.ts';
import { seconds } from '../../time/index.ts';
import { SubjectError } from '../subject-error.ts';
import { controlCalls } from './control-calls.ts';
import { type ControlClient, ControlFailed } from './control-client.ts';

/** What a gateway's control API was found to give. */
export interface Survey {
  /** Each scenario can have a merchant of its own, on a clock of its own. */
  readonly ownMerchants: boolean;
  /** What falls due at once can be waited for. */
  readonly canSettle: boolean;
  readonly capabilities: ReadonlySet<GatewayCapability>;
  /** Why the others are missing. */
  readonly whyNot: ReadonlyMap<GatewayCapability, string>;
  /** The gateway took the connection and did not answer. */
  readonly silent: boolean;
}

/**
 * Finds out what a gateway can be asked to do beyond the wire, by asking. What moves or breaks something is taken only
 * where it can be done to a merchant of the run's own. Throws a SubjectError where nobody answers at all, or where a
 * control API wants a token.
 */
export async function survey(url: string, client: ControlClient, ownMchid: string): Promise<Survey> {
  try {
    await controlCalls.clock(client);
  } catch (failure) {
    return withoutControl(url, asFailure(url, failure));
  }
  const made = await outcome(controlCalls.makeMerchant(client));
  const about = client.about(made instanceof ControlFailed ? ownMchid : String(made['mchid']));
  const whyNot = new Map<GatewayCapability, string>();
  const advance = await reasonAgainst(controlCalls.advance(about, NO_TIME));
  const found: Readonly<Record<GatewayCapability, string | undefined>> = {
    clock: advance ?? (made instanceof ControlFailed ? undefined : await reasonAgainst(frozen(about))),
    payer: await takesInput(about, '/cashier'),
    faults: await reasonAgainst(controlCalls.faults(about)),
    notifications: await reasonAgainst(controlCalls.notifications(about)),
    'refund-settlement': await takesInput(about, '/refunds/0/settle'),
    coupons: await reasonAgainst(controlCalls.cashier(about, NOBODYS_ORDER, 'nobody', 'pay', [ONE_FEN])),
    balance:
      made instanceof ControlFailed
        ? undefined
        : await reasonAgainst(controlCalls.setBalance(about, String(made['mchid']), ENOUGH)),
    certificates:
      made instanceof ControlFailed
        ? undefined
        : await reasonAgainst(controlCalls.setCertificate(about, String(made['mchid']), 'valid')),
    'platform-keys':
      made instanceof ControlFailed
        ? undefined
        : await reasonAgainst(controlCalls.setKeys(about, String(made['mchid']), { keyMode: 'both' })),
  };
  for (const capability of GATEWAY_CAPABILITIES) {
    const reason = found[capability] ?? (made instanceof ControlFailed ? notShared(capability, made) : undefined);
    if (reason !== undefined) whyNot.set(capability, reason);
  }
  return {
    ownMerchants: !(made instanceof ControlFailed),
    canSettle: advance === undefined,
    capabilities: new Set(GATEWAY_CAPABILITIES.filter((capability) => !whyNot.has(capability))),
    whyNot,
    silent: false,
  };
}

/** On a clock that flows by itself, nothing can be placed a second before or after an edge. */
async function frozen(client: ControlClient): Promise<void> {
  const { mode } = await controlCalls.clock(client);
  if (mode !== 'frozen') throw new ControlFailed('the clock of a new merchant is not frozen, as it was asked to be');
}

const NO_TIME = seconds(0);
/** As much as nothing is refused for. */
const ENOUGH = 1_000_000_000;
const ONE_FEN = { amount: 1, type: 'CASH' } as const;
/** What a right call of the cashier has, for an order that there is not: a control API that knows of coupons takes it, and the cashier refuses. */
const NOBODYS_ORDER = {
  appId: 'wx0000000000000000',
  timeStamp: '0',
  nonceStr: 'survey',
  package: 'prepay_id=none',
  signType: 'RSA',
  paySign: 'none',
} as const;

const NOT_TO_BE_SHARED: ReadonlySet<GatewayCapability> = new Set([
  'clock',
  'faults',
  'certificates',
  'platform-keys',
  'balance',
]);

/** A merchant that others may use as well is neither moved in time nor broken. */
function notShared(capability: GatewayCapability, made: ControlFailed): string | undefined {
  return NOT_TO_BE_SHARED.has(capability)
    ? `this gateway gives the run no merchant of its own (${made.message}), and another's is left as it is`
    : undefined;
}

function withoutControl(url: string, failure: ControlFailed): Survey {
  const reason = `this gateway has no control API (${failure.message})`;
  if (failure.status === undefined && !failure.silent)
    throw new SubjectError('unreachable', `No gateway can be reached at ${url}: ${failure.message}`);
  return {
    ownMerchants: false,
    canSettle: false,
    capabilities: new Set(),
    whyNot: new Map(GATEWAY_CAPABILITIES.map((capability) => [capability, reason])),
    silent: failure.silent,
  };
}

function asFailure(url: string, failure: unknown): ControlFailed {
  if (!(failure instanceof ControlFailed)) throw failure;
  if (failure.code !== undefined && (failure.status === 401 || failure.status === 403)) {
    // One without a token answers loopback names alone, whatever leads to it.
    const mend =
      failure.status === 403
        ? 'name it by a loopback address, such as --url http://127.0.0.1:8787'
        : 'give its token in the environment variable WECHATPAY_CONTROL_TOKEN';
    throw new SubjectError(
      'configuration',
      `The control API at ${url} does not let the kit in (${failure.message}): ${mend}`,
    );
  }
  return failure;
}

async function outcome<T>(call: Promise<T>): Promise<T | ControlFailed> {
  try {
    return await call;
  } catch (failure) {
    if (failure instanceof ControlFailed) return failure;
    throw failure;
  }
}

async function reasonAgainst(call: Promise<unknown>): Promise<string | undefined> {
  const found = await outcome(call);
  return found instanceof ControlFailed ? `this gateway's control API does not give it (${found.message})` : undefined;
}

/** A call that is there complains of an empty body as a control API does; one that is not there is not found. */
async function takesInput(client: ControlClient, path: string): Promise<string | undefined> {
  const found = await outcome(client.call('POST', path, {}, () => undefined));
  if (!(found instanceof ControlFailed)) return undefined;
  if (found.status === 400 && found.code !== undefined) return undefined;
  return `this gateway's control API does not give it (${found.message})`;
}
