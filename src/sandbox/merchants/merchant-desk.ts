import type { Carrier } from '../../gateway/courier.ts';
import { FaultPlan } from '../../gateway/faults.ts';
import { Gateway } from '../../gateway/gateway.ts';
import type { Ledger } from '../../gateway/ledger.ts';
import type { CertificateFault, KeyChange, RegisteredMerchant } from '../../gateway/merchants.ts';
import { wouldContradict } from '../../gateway/platform-keys.ts';
import type { Policy } from '../../gateway/policy.ts';
import { fen } from '../../money/fen.ts';
import type { Entropy, KeyMode } from '../../protocol/index.ts';
import { type Clock, instant, Timeline } from '../../time/index.ts';
import { ControlError } from '../control/control-error.ts';
import type { Credentials } from '../credentials/credentials.ts';
import { holdingsOf, makeMerchant } from '../credentials/new-merchant.ts';
import type { Keeper, KeptClock, KeptMerchant } from '../data/kept.ts';
import { recordSent } from '../wire/log-exchange.ts';
import type { Tenant } from './tenant.ts';
import { TraceLog } from './trace-log.ts';

export interface DeskParts {
  readonly credentials: Credentials;
  readonly wire: Clock;
  readonly entropy: Entropy;
  readonly carry: Carrier;
  readonly keeper: Keeper;
}

/** Changes that hold from now on. */
export interface Changes {
  readonly keyMode?: KeyMode;
  readonly keyChange?: Omit<KeyChange, 'since'>;
  readonly policy?: Partial<Policy>;
  readonly delivery?: 'on' | 'lost';
  /** Fen. */
  readonly balance?: number;
  readonly certificate?: CertificateFault | 'valid';
}

const clockOf = (timeline: Timeline): KeptClock =>
  timeline.mode === 'frozen' ? { mode: 'frozen', at: timeline.now() } : { mode: 'flowing', ahead: timeline.ahead };

/** All merchants of a sandbox: makes them, finds them, changes them, and keeps what happens to them. */
export class MerchantDesk {
  readonly gateway: Gateway;
  readonly #parts: DeskParts;
  readonly #tenants = new Map<string, Tenant>();
  /** What was kept last of which key each merchant asks for. */
  readonly #asked = new Map<string, string | undefined>();
  #keeping = false;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    const { wire, entropy, carry, keeper } = parts;
    this.gateway = new Gateway({
      wire,
      entropy,
      carry,
      happened: (mchid, openid, events) => this.#keep({ kind: 'events', mchid, ...ofPayer(openid), events }),
      kept: () => keeper.settled(),
      sent: ({ mchid }, sent) => {
        const tenant = this.tenant(mchid);
        if (tenant) recordSent(tenant, sent, wire);
      },
    });
  }

  get demo(): Tenant {
    const demo = this.tenant(this.#parts.credentials.merchant.mchid);
    if (!demo) throw new Error('the demo merchant is not registered yet');
    return demo;
  }

  tenant(mchid: string): Tenant | undefined {
    return this.#tenants.get(mchid);
  }

  tenants(): Iterable<Tenant> {
    return this.#tenants.values();
  }

  /** Resolves when everything that was accepted is on disk; undefined where it is. Rejects where the disk fails. */
  settled(): Promise<void> | undefined {
    const { keeper } = this.#parts;
    return keeper.pending ? keeper.settled() : undefined;
  }

  /** From now on changes are kept; before, they are those of an earlier life. */
  startKeeping(): void {
    this.#keeping = true;
    if (!this.#tenants.has(this.#parts.credentials.merchant.mchid)) this.#registerDemo();
    for (const { merchant } of this.#tenants.values()) {
      this.#asked.set(merchant.mchid, merchant.askedSerial);
      for (const { ledger, openid } of merchant.books.pages()) {
        this.#keepClock(merchant.mchid, ledger.timeline, openid);
        ledger.timeline.changed();
      }
    }
  }

  #registerDemo(): void {
    const { mchid } = this.#parts.credentials.merchant;
    const record = { kind: 'merchant', mchid, keyMode: 'both', clock: { mode: 'flowing', ahead: 0 } } as KeptMerchant;
    this.#keep(record);
    this.register(record);
  }

  /** A new merchant with a clock of its own; a frozen one stands at the present second. */
  async open(clock: 'frozen' | 'flowing', keyMode: KeyMode, ownKeys: boolean): Promise<Tenant> {
    const { credentials, wire, entropy } = this.#parts;
    const { mchid, made } = await makeMerchant(credentials, { clock: wire, entropy }, ownKeys);
    const at = instant(Math.floor(wire.now() / 1_000) * 1_000);
    const kept = clock === 'frozen' ? { mode: clock, at } : { mode: clock, ahead: 0 };
    const record = { kind: 'merchant', mchid, keyMode, clock: kept, made } as KeptMerchant;
    this.#keep(record);
    const tenant = this.register(record);
    this.#keepClock(mchid, tenant.merchant.ledger.timeline);
    return tenant;
  }

  /** Registers a merchant as its record says. */
  register({ mchid, keyMode, clock, made }: KeptMerchant): Tenant {
    const { credentials, wire, entropy } = this.#parts;
    const holdings = holdingsOf(credentials, { mchid, made }, { clock: wire, entropy }, (next) =>
      this.#keep({ kind: 'next-certificate', mchid, ...next }),
    );
    const { file, certificate, platformKeys } = holdings;
    const faults = new FaultPlan(() => this.#keep({ kind: 'faults', mchid, faults: faults.list() }));
    const merchant = this.gateway.register({
      mchid,
      appids: [file.appid],
      certificates: [certificate],
      apiv3Key: file.apiv3_key,
      keyMode,
      platformKeys,
      timeline: this.timelineAt(clock),
      faults,
    });
    const tenant = { merchant, holdings, openid: file.openid, log: new TraceLog(wire) };
    this.#tenants.set(mchid, tenant);
    return tenant;
  }

  timelineAt(clock: KeptClock): Timeline {
    return clock.mode === 'frozen' ? Timeline.frozen(clock.at) : Timeline.flowing(this.#parts.wire, clock.ahead);
  }

  /**
   * The payer's own timeline, which begins where the merchant's stands. Throws a ControlError where the payer has ordered
   * on the merchant's before: its orders cannot be taken over.
   */
  payerTimeline({ merchant }: Tenant, openid: string): Ledger {
    const own = merchant.books.own(openid);
    if (own) return own;
    const { state, timeline } = merchant.ledger;
    for (const { request } of state.orders.values()) {
      if (request.payer.openid !== openid) continue;
      const why = `The payer "${openid}" has ordered on the merchant's own clock already`;
      throw new ControlError('conflict', `${why}: give it a clock before its first order, or advance the merchant's`);
    }
    const clock = clockOf(timeline);
    this.#keep({ kind: 'payer', mchid: merchant.mchid, openid, clock });
    const ledger = merchant.books.openFor(openid, this.timelineAt(clock));
    this.#keepClock(merchant.mchid, ledger.timeline, openid);
    return ledger;
  }

  change({ merchant }: Tenant, { keyMode, keyChange, policy, delivery, balance, certificate }: Changes): void {
    // A key mode ends the change that is on its way.
    const underway = keyMode === undefined ? merchant.keyChange : undefined;
    merchant.keyChange = keyChange === undefined ? underway : begun(keyChange, underway, merchant);
    if (keyMode !== undefined) merchant.keyMode = keyMode;
    if (delivery !== undefined) merchant.delivery = delivery;
    if (certificate !== undefined) merchant.certificateFault = certificate === 'valid' ? undefined : certificate;
    if (policy !== undefined) merchant.ledger.policy = { ...merchant.ledger.policy, ...policy };
    if (balance !== undefined) {
      merchant.ledger.execute(({ at }) => ({ type: 'set-balance', at, balance: fen(balance) }));
    }
    const { mchid, certificateFault, keyChange: changing } = merchant;
    const terms = {
      keyMode: merchant.keyMode,
      policy: merchant.ledger.policy,
      delivery: merchant.delivery,
      ...(certificateFault ? { certificateFault } : {}),
      ...(changing ? { keyChange: changing } : {}),
    };
    this.#keep({ kind: 'terms', mchid, ...terms });
  }

  /** Keeps which key the merchant's latest request named. */
  noteAsked({ mchid, askedSerial }: RegisteredMerchant): void {
    if (this.#asked.get(mchid) === askedSerial) return;
    this.#asked.set(mchid, askedSerial);
    this.#keep({ kind: 'asked', mchid, serial: askedSerial });
  }

  stop(): void {
    for (const { merchant } of this.#tenants.values()) {
      for (const { ledger } of merchant.books.pages()) ledger.timeline.stop();
    }
  }

  #keepClock(mchid: string, timeline: Timeline, openid?: string): void {
    timeline.onMoved(() => this.#keep({ kind: 'clock', mchid, ...ofPayer(openid), clock: clockOf(timeline) }));
  }

  #keep(record: Parameters<Keeper['append']>[0]): void {
    if (this.#keeping) this.#parts.keeper.append(record);
  }
}

/** A change of key as asked for, from now on. Throws a ControlError where it contradicts the one on its way. */
function begun(
  asked: Omit<KeyChange, 'since'>,
  underway: KeyChange | undefined,
  merchant: RegisteredMerchant,
): KeyChange {
  const why = wouldContradict(underway, asked);
  if (why !== undefined) throw new ControlError('conflict', `${why}: set keyMode to end it, then begin another`);
  return { ...asked, since: merchant.ledger.timeline.now() };
}

const ofPayer = (openid: string | undefined): { openid?: string } => (openid === undefined ? {} : { openid });
