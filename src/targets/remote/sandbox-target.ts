import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type Capability, type Cast, ScenarioStopped } from '../../actors/index.ts';
import { Caller } from '../../merchant/caller.ts';
import { ModelMerchant } from '../../merchant/model-merchant.ts';
import { Payer } from '../../payer/payer.ts';
import { systemEntropy } from '../../protocol/entropy.ts';
import { sameSerial } from '../../protocol/request-signing.ts';
import { rsaSigner } from '../../protocol/rsa.ts';
import { type Duration, milliseconds, stopwatch, Timeline, wallClock } from '../../time/index.ts';
import { type Exchange, Trace, type TraceEvent } from '../../trace/index.ts';
import { publishedKeys } from '../mock/published-keys.ts';
import { onlooker } from '../onlooker.ts';
import { playedBy } from '../played-by.ts';
import { SubjectError } from '../subject-error.ts';
import { NoStage, type OpenedTarget, type Target } from '../target.ts';
import { CallerByMail } from './caller-by-mail.ts';
import { controlCalls } from './control-calls.ts';
import { type ControlClient, ControlFailed } from './control-client.ts';
import { CredentialsFault, credentialsFrom, type GatewayCredentials } from './gateway-credentials.ts';
import { type GatewaySession, sessionWith } from './gateway-session.ts';
import { recordingDispatcher } from './recording-dispatcher.ts';
import { RemoteGateway } from './remote-gateway.ts';

/** A key that no gateway has registered for anyone. */
const strangersKey = createPrivateKey({ key: { ...publishedKeys.stranger }, format: 'jwk' });

/**
 * A gateway at a URL and the model merchant in this process. Signatures are made and judged by wall time; orders run by
 * the time of the merchant at the gateway, which is one of the scenario's own where the gateway gives one.
 */
export const sandboxTarget: Target = async ({ gateway }): Promise<OpenedTarget> => {
  if (!gateway) throw new NoStage('The target sandbox needs the URL of a gateway: give it with --url');
  const session = await sessionWith(gateway).catch((failure: unknown) => {
    throw failure instanceof SubjectError ? new NoStage(failure.message) : failure;
  });
  if (session.isSilent)
    throw new NoStage(`the gateway at ${session.url} gave no answer twice in a row, and was asked nothing more`);
  return open(session, await merchantOf(session));
};

/** The merchant that a scenario is played with, and where its time stands. */
interface Registered {
  readonly who: GatewayCredentials;
  readonly control: ControlClient;
  readonly mirror: Timeline;
}

async function merchantOf(session: GatewaySession): Promise<Registered> {
  const { survey, credentials } = session;
  if (!survey.ownMerchants) {
    const control = session.control.about(credentials.identity.mchid);
    return { who: credentials, control, mirror: Timeline.flowing(wallClock) };
  }
  try {
    const made = await controlCalls.makeMerchant(session.control);
    const who = credentialsFrom(made, (name) => (typeof made[name] === 'string' ? made[name] : undefined));
    const control = session.control.about(who.identity.mchid);
    const { now, mode } = await controlCalls.clock(control);
    return { who, control, mirror: mode === 'frozen' ? Timeline.frozen(now) : Timeline.flowing(wallClock) };
  } catch (failure) {
    if (failure instanceof ControlFailed) session.heard(failure.silent);
    if (failure instanceof ControlFailed || failure instanceof CredentialsFault)
      throw new NoStage(`a merchant for the scenario cannot be had: ${failure.message}`);
    throw failure;
  }
}

async function open(session: GatewaySession, { who, control, mirror }: Registered): Promise<OpenedTarget> {
  const { survey, connections } = session;
  const trace = new Trace({ business: mirror, wire: wallClock });
  const keys = new Map(who.keys);
  const tell = onlooker({
    trace,
    wire: wallClock,
    merchantKeyOf: (mchid, serialNo) =>
      mchid === who.identity.mchid && sameSerial(serialNo, who.identity.serialNo) ? who.publicKey : undefined,
    platformKeys: keys,
    apiv3Key: who.apiv3Key,
  });
  const stop = (reason: string): never => {
    trace.record({ kind: 'obstacle', why: 'environment', reason });
    throw new ScenarioStopped(reason);
  };
  const stopForControl = (failure: unknown): never => {
    if (!(failure instanceof ControlFailed)) throw failure;
    session.heard(failure.silent);
    return stop(failure.message);
  };
  const mailroom = await session.mailroom();
  const wayByMail = await session.wayByMail();
  const ofMerchant = mailroom.mailbox(
    playedBy(trace, 'merchant', (request) => merchant.receive(request)),
    tell,
  );
  const ofCaller = mailroom.mailbox(
    playedBy(trace, 'caller', (request) => caller.receive(request)),
    tell,
  );
  // Whatever goes out must be new to the gateway: a number or a nonce of an earlier run with the same seed is not.
  const client = {
    baseUrl: session.url,
    identity: who.identity,
    keys,
    platformSerial: who.platformSerial,
    wire: wallClock,
    clock: mirror,
    entropy: systemEntropy,
    answerTime: session.patience,
    appid: who.appid,
    openid: who.openid,
    apiv3Key: who.apiv3Key,
  };
  const merchant = new ModelMerchant({
    ...client,
    dispatcher: recordingDispatcher(connections, 'merchant', tell),
    notifyBase: ofMerchant.base,
    paySigner: who.identity.sign,
  });
  let overslept = milliseconds(0);
  const answersLate = async (by: Duration): Promise<void> => {
    const elapsed = stopwatch();
    await mailroom.pause(by);
    overslept = milliseconds(Math.max(overslept, elapsed() - by));
  };
  const latestCall = () =>
    trace.events.findLast(
      (event): event is TraceEvent & Exchange => event.kind === 'exchange' && event.from === 'caller',
    );
  const caller = new Caller({
    ...client,
    dispatcher: recordingDispatcher(connections, 'caller', tell),
    spend: answersLate,
    notifyUrl: `${ofCaller.base}/notify`,
    stranger: { ...who.identity, sign: rsaSigner(strangersKey) },
    privateKey: who.privateKey,
    strangersKey: createPublicKey(strangersKey),
    lastSeq: () => latestCall()?.seq ?? 0,
  });
  const payer = new Payer(
    who.openid,
    (params, openid, action, coupons) =>
      controlCalls.cashier(control, params, openid, action, coupons).catch(stopForControl),
    trace,
  );
  const { canSettle, whyNot } = survey;
  // The model merchant runs by the gateway's time, wherever that is moved.
  const moved: readonly Capability[] = survey.capabilities.has('clock') ? ['backend-clock'] : [];
  const capabilities = new Set<Capability>([...survey.capabilities, ...moved]);
  const cast: Cast = {
    gateway: new RemoteGateway({
      control,
      mchid: who.identity.mchid,
      canSettle,
      mirror,
      merchantKey: who.publicKey,
      trace,
      stop: stopForControl,
    }),
    merchant,
    payer,
    caller: new CallerByMail(caller, {
      heard: (silent) => session.heard(silent),
      stop,
      wire: client.wire,
      spend: (by) => mailroom.pause(by),
      wayByMail,
      overslept: () => overslept,
    }),
    capabilities,
    whyNot,
    leave: async () => {
      mirror.stop();
      await Promise.all([ofMerchant.close(), ofCaller.close()]);
    },
  };
  return { cast, trace };
}
