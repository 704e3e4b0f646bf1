import { MerchantFailed } from '../../actors/index.ts';
import type { PaymentParams } from '../../protocol/pay-sign.ts';
import { isRecord } from '../../protocol/wire.ts';
import { compilePath } from '../profile/json-path.ts';
import { nearest } from '../profile/nearest.ts';
import { PAYMENT_PARAMS, type PaymentParam, type Take } from '../profile/profile.ts';

/** Payment params as a backend handed them over, and what was not as the mini program needs it. */
export interface HandedOver {
  readonly params: PaymentParams;
  readonly notes: readonly string[];
}

/**
 * Reads payment params by the backend's own names. A backend that leaves the appid to the mini program gets the known one
 * filled in. Throws a MerchantFailed where one of the others is missing.
 */
export function handedOver(value: unknown, take: Take | undefined, appid: string | undefined): HandedOver {
  if (!isRecord(value))
    throw new MerchantFailed('the backend handed over no payment params, but something that is no object');
  const notes: string[] = [];
  const keys = typeof take === 'object' ? (take.keys ?? {}) : {};
  const read = (param: PaymentParam): string => {
    const name = keys[param] ?? (param === 'appId' && !('appId' in value) ? 'appid' : param);
    const found = name.startsWith('$')
      ? compilePath(name)(value)
      : Object.hasOwn(value, name)
        ? value[name]
        : undefined;
    if (typeof found === 'string' && found !== '') return found;
    if (typeof found === 'number') {
      notes.push(`${name} is a number, and wx.requestPayment takes a text`);
      return String(found);
    }
    if (param === 'appId' && appid !== undefined) {
      notes.push('appId is not handed over; the known one is taken');
      return appid;
    }
    throw new MerchantFailed(`the backend handed over no ${name}${hint(param, name, Object.keys(value), keys)}`);
  };
  return {
    params: {
      appId: read('appId'),
      timeStamp: read('timeStamp'),
      nonceStr: read('nonceStr'),
      package: read('package'),
      signType: read('signType'),
      paySign: read('paySign'),
    },
    notes,
  };
}

const ALIASES: Readonly<Record<PaymentParam, readonly string[]>> = {
  appId: ['appid'],
  timeStamp: ['timestamp'],
  nonceStr: ['noncestr', 'nonce'],
  package: ['packageValue', 'packageVal', 'packageStr'],
  signType: ['signtype'],
  paySign: ['sign', 'paysign'],
};

/** What the backend may have meant by a name of its own. */
function hint(
  param: PaymentParam,
  name: string,
  there: readonly string[],
  keys: Readonly<Record<string, string>>,
): string {
  const taken = new Set<string>([...PAYMENT_PARAMS, ...Object.values(keys)]);
  const free = there.filter((key) => !taken.has(key));
  const meant = ALIASES[param].find((alias) => free.includes(alias)) ?? nearest(name, free);
  return meant === undefined ? '' : `, but ${meant}: say keys: { ${param}: ${meant} } in the profile if that is it`;
}
