import type { Findings } from '../actors/index.ts';
import { days, hours, type Instant, minus, toRfc3339 } from '../time/index.ts';
import { type Check, checksOf, type Text, t } from './check.ts';
import { play } from './play.ts';
import { verbCheck } from './verb-checks.ts';
import type { Visit } from './visit.ts';

const { note } = checksOf('after', 'backend');

/** The last day, `yyyy-MM-dd`, whose bill can be had: before ten o'clock in Beijing that of yesterday is being made (D:4012791907). */
export const lastBilledDay = (now: Instant): string => toRfc3339(minus(minus(now, hours(10)), days(1))).slice(0, 10);

/**
 * Has the backend reconcile the last day whose bill can be had. Of a customer who has just come there is no bill yet, so WeChat Pay refuses it
 * (D:4013071254): a backend that gives that on as an error is not wrong.
 */
export async function reconcileStep(visit: Visit, emit: (check: Check) => void): Promise<void> {
  const day = lastBilledDay(visit.room.timeline.now());
  const outcome = await play(visit, 'reconcile', () => visit.driver.reconcile(day));
  const hadNoBill = outcome.kind === 'failed' && outcome.refused.some((call) => call.includes('/v3/bill/tradebill'));
  emit(hadNoBill ? noBill(day) : verbCheck('after', 'reconcile', outcome, shape));
  await visit.settled();
}

const shape = (found: Findings): Text => t(`${found.count} differences`, `${found.count}处差异`);

const noBill = (day: string): Check =>
  note(
    'reconcile',
    t(
      `it asked WeChat Pay for the bill of ${day}, of which there is none, and answered an error`,
      `已向微信支付申请${day}的账单，该日没有账单，后台应答了错误`,
    ),
    t('nothing to do: whether it finds differences, a run shows', '无须处理：能否发现差异由运行检测'),
  );
