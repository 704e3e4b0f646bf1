import { between, type Duration, days, formatDuration, milliseconds, minutes, plus, toRfc3339 } from '../time/index.ts';
import type { Purchase } from './purchase.ts';

/** A merchant reckons by a clock of its own, and may round. */
const TIME_EXPIRE_OFF = minutes(1);
/** Of the seven days that an unpaid order lives (G§4.3), some are left for the merchant to close it in. */
const LONGEST_TO_WAIT_FOR = days(5);

/** The order runs out when the scenario needs it to. A merchant that sets another time_expire, or none, is no wrong one. */
export function mustEndWithin(purchase: Purchase, wanted: Duration): void {
  const { stage } = purchase;
  const expires = purchase.expiresAt();
  const off = expires && Math.abs(between(plus(stage.cast.gateway.now(), wanted), expires));
  if (off !== undefined && off <= TIME_EXPIRE_OFF) return;
  if (purchase.ownTerms !== undefined) stage.stop('absent', purchase.ownTerms);
  if (expires === undefined) hasNoTimeExpire(purchase);
  stage.stop(
    'prerequisite',
    `the scenario needs an order that is to be paid within ${formatDuration(wanted)}, and the merchant's time_expire is ${toRfc3339(expires)}`,
  );
}

/** How long the order may still be paid. Ends the scenario where that is for ever, or until WeChat Pay closes it by itself. */
export function timeLeft(purchase: Purchase): Duration {
  const { stage } = purchase;
  const expires = purchase.expiresAt() ?? hasNoTimeExpire(purchase);
  const left = between(stage.cast.gateway.now(), expires);
  if (left > LONGEST_TO_WAIT_FOR)
    stage.stop(
      'prerequisite',
      `the merchant's time_expire is ${toRfc3339(expires)}: by then WeChat Pay may have closed the order itself`,
    );
  return left;
}

/** Before an order's last minute, what asks about it asks because it polls; afterwards also because it closes. */
const LAST_MINUTE = minutes(1);

/** So long, or until the last minute in which the order can be paid, as far as the merchant told it. */
export function whileItLasts(purchase: Purchase, wanted: Duration): Duration {
  const expires = purchase.expiresAt();
  if (expires === undefined) return wanted;
  const left = milliseconds(between(purchase.stage.cast.gateway.now(), expires) - LAST_MINUTE);
  if (left <= 0)
    purchase.stage.stop('absent', "the merchant's orders can be paid for minutes only: no time is left to poll in");
  return left < wanted ? left : wanted;
}

/** time_expire is optional (D:4012791897): where a merchant's orders have none, nothing is to be done when it comes. */
function hasNoTimeExpire(purchase: Purchase): never {
  if (purchase.outTradeNo() === '')
    return purchase.stage.stop('prerequisite', 'the merchant has not ordered at WeChat Pay');
  return purchase.stage.stop(
    'absent',
    'the merchant orders without a time_expire: WeChat Pay closes what stays unpaid for seven days',
  );
}
