import { CAPABILITIES, type Capability, type Cast } from '../../actors/index.ts';
import { Payer } from '../../payer/payer.ts';
import { type PaymentParams, prepayIdOf } from '../../protocol/pay-sign.ts';
import { newOpenid } from '../../sandbox/credentials/names.ts';
import { LOGIN_AS } from '../../sandbox/wire/logins.ts';
import { SubjectError } from '../subject-error.ts';
import { NoStage, type OpenedTarget, type Target } from '../target.ts';
import { setClock } from './backend-clock.ts';
import { GatewayPatience } from './gateway-patience.ts';
import { HostedGateway } from './hosted-gateway.ts';
import { type MerchantSession, sessionOf } from './merchant-session.ts';
import { movingClock } from './moving-clock.ts';
import { noCaller } from './no-caller.ts';
import { Room } from './room.ts';
import { NO_TLS, tlsImpostor } from './tls-impostor.ts';
import { WatchedMerchant } from './watched-merchant.ts';

/** A backend behind the driver of its profile, and the kit's gateway served to it. Signatures are made and judged by the time that the backend signs by. */
export const merchantTarget: Target = async ({ merchant }): Promise<OpenedTarget> => {
  if (!merchant) throw new NoStage('The target merchant needs the profile of a backend: give it with --merchant');
  const session = await sessionOf(merchant).catch((failure: unknown) => {
    throw failure instanceof SubjectError ? new NoStage(failure.message) : failure;
  });
  const whyNot = await session.whyNot();
  if (whyNot !== undefined) throw new NoStage(whyNot);
  return open(session);
};

async function open(session: MerchantSession): Promise<OpenedTarget> {
  const { gateway, profile } = session;
  const { rooms, house } = gateway;
  const patience = new GatewayPatience(session.patience);
  const openid = newOpenid(house.entropy);
  const room = new Room(house, openid, () => patience.stir());
  const { trace } = room;
  rooms.enter(room);
  const driver = session.drivers.driverFor({ openid, loginCode: `${LOGIN_AS}${openid}` }, (happening) =>
    trace.record(happening),
  );
  const { clock } = session;
  const turned = (): void => {
    session.clockMoved = true;
  };
  if ('steps' in clock && session.clockMoved) {
    // An earlier scenario has left the backend in the future.
    session.clockMoved = false;
    const now = room.timeline.now();
    await house.wire
      .move(now, () => setClock(driver, clock.steps, now))
      .catch((failure: unknown) => {
        rooms.leave(room);
        const why = failure instanceof Error ? failure.message : String(failure);
        throw new NoStage(`the backend's clock could not be set: ${why}`);
      });
  }
  const merchant = new WatchedMerchant(driver, {
    heard: (failure) => session.heard(failure),
    stir: () => patience.stir(),
  });
  const fixed = !namesItsPayer(profile);
  const payer = new Payer(
    openid,
    async (params, asked, action, coupons) => {
      const who = fixed && asked === openid ? (payerOf(room, params) ?? asked) : asked;
      return room.gateway.cashier(room.merchant, params, who, action, coupons);
    },
    trace,
  );
  const impostor = gateway.tls && tlsImpostor(gateway.tls, room, () => patience.stir());
  const whyNot = new Map<Capability, string>([
    ...('missing' in clock ? ([['backend-clock', clock.missing]] as const) : []),
    ...(fixed ? ([['named-payer', NOT_TOLD]] as const) : []),
    ...(impostor ? [] : ([['impostor', NO_TLS]] as const)),
  ]);
  const cast: Cast = {
    gateway: new HostedGateway(room, movingClock({ hook: clock, wire: house.wire, driver, trace, turned })),
    merchant,
    payer,
    caller: noCaller(trace),
    ...(impostor ? { impostor } : {}),
    capabilities: new Set(CAPABILITIES.filter((capability) => !whyNot.has(capability))),
    whyNot,
    // Keys that are merely served are not yet held.
    ...(profile.gateway?.keyMode === undefined ? {} : { holds: [profile.gateway.keyMode] }),
    patience,
    leave: async () => {
      await impostor?.leave();
      rooms.leave(room);
    },
  };
  return { cast, trace };
}

const NOT_TOLD =
  'the profile does not tell the backend who is buying: give {login.code} to its login, or {openid} where it takes that';

/** Whether the profile tells the backend who is buying. One that does not has a payer of its own, who pays then. */
const namesItsPayer = (profile: object): boolean =>
  /\{(?:login\.code|openid)(?::text)?\}/.test(JSON.stringify(profile));

const payerOf = ({ merchant }: Room, params: PaymentParams): string | undefined => {
  const id = prepayIdOf(params) ?? '';
  const { state } = merchant.ledger;
  return state.orders.get(state.orderOfPrepayId.get(id) ?? '')?.request.payer.openid;
};
