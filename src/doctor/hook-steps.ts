import { MerchantFailed } from '../actors/index.ts';
import type { MerchantProfile } from '../merchant/profile/profile.ts';
import { setClock } from '../targets/merchant/backend-clock.ts';
import { plus } from '../time/index.ts';
import type { Shop } from './backend-step.ts';
import { type Check, checksOf, t } from './check.ts';
import { isFailure } from './play.ts';
import { failureAdvice } from './verb-advice.ts';
import { rulesThatNeed } from './verb-checks.ts';
import type { Visit } from './visit.ts';

const { ok, wrong, skipped } = checksOf('hooks', 'backend');

const CLOCK = t('clock', '时钟');

/** What a run does besides the verbs: it sets the backend's clock, here to the present, and tears down. */
export async function hookSteps(
  shop: Shop,
  visit: Visit,
  { clock, tearDown }: MerchantProfile,
  emit: (check: Check) => void,
): Promise<void> {
  const { hook } = shop;
  if ('missing' in hook) {
    const rules = rulesThatNeed('backend-clock');
    emit(
      skipped(
        CLOCK,
        t(
          `${hook.missing}; with it a run sees ${rules}`,
          `测试工具无法拨动商户后台的时钟（clock）；可以时可检测${rules}`,
        ),
      ),
    );
  } else if ('driven' in hook) {
    const { driven } = hook;
    const now = plus(visit.room.timeline.now(), driven.step);
    await told(CLOCK, 'clock.faketime', emit, () => driven.moveTo(now));
  } else {
    const now = visit.room.timeline.now();
    const place = typeof clock === 'object' && 'set' in clock ? 'clock.set' : 'clock.command';
    await told(CLOCK, place, emit, () => shop.clock.move(now, () => setClock(visit.driver, hook.steps, now)));
  }
  if ((tearDown?.length ?? 0) === 0) emit(skipped('tearDown', t('the profile has none', '配置文件中没有')));
  else
    await told('tearDown', 'tearDown', emit, async () => {
      const failure = await shop.tearDown();
      if (failure !== undefined) throw new MerchantFailed(failure);
    });
}

async function told(
  check: Check['check'],
  place: string,
  emit: (check: Check) => void,
  doing: () => Promise<void>,
): Promise<void> {
  try {
    await doing();
    emit(ok(check, t('answered', '有应答')));
  } catch (failure) {
    if (!isFailure(failure)) throw failure;
    emit(wrong(check, failureAdvice(failure, { place })));
  }
}
