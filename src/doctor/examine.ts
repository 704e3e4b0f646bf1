import { isInterrupted, onInterruption, unlessInterrupted } from '../merchant/interruption.ts';
import { systemEntropy } from '../protocol/entropy.ts';
import { openCredentials, SandboxError } from '../sandbox/index.ts';
import { Undoing } from '../targets/merchant/undoing.ts';
import type { MerchantUnderTest } from '../targets/target.ts';
import { wallClock } from '../time/index.ts';
import { afterSteps } from './after-steps.ts';
import { openShop } from './backend-step.ts';
import { type Check, checksOf, isWrong, STEPS, type StepName, type Text, t } from './check.ts';
import { readFolder } from './credential-folder.ts';
import { credentialsChecks } from './credentials-checks.ts';
import { laterSignatureCheck } from './gateway-checks.ts';
import type { Asked } from './gateway-serving.ts';
import { hookSteps } from './hook-steps.ts';
import { paymentSteps } from './payment-steps.ts';
import { credentialsFolder, profileStep } from './profile-step.ts';
import { purchaseSteps } from './purchase-steps.ts';
import { accountOf, signingOf } from './seen.ts';
import { Visit } from './visit.ts';

/**
 * Examines what a run needs, from the profile to the notification, and tells each thing as it is found. A fault stops only
 * what builds on it. Everything that was opened is closed again, also where a signal ends the kit: then nothing more is
 * told. Rejects only where the kit itself fails.
 */
export async function examine(merchant: MerchantUnderTest, emit: (check: Check) => void): Promise<void> {
  const open = new Undoing();
  open.push(onInterruption('undo', () => open.all()));
  const told = (check: Check): void => {
    if (!isInterrupted()) emit(check);
  };
  try {
    await examineAll(merchant, open, told);
  } finally {
    await open.all();
    await unlessInterrupted();
  }
}

async function examineAll(merchant: MerchantUnderTest, open: Undoing, emit: (check: Check) => void): Promise<void> {
  const read = await profileStep(merchant.profile, process.env, emit);
  if (!read) return unexamined('profile', t('the profile cannot be used', '配置文件不可用'), emit);
  const credentials = credentialsFolder(merchant.credentials, read);
  const launched = read.profile.launch !== undefined;
  const checks = credentialsChecks(await readFolder(credentials), wallClock.now(), launched);
  for (const check of checks) emit(check);
  // A fault that hinders nothing, such as a password, hinders nothing here either.
  if (checks.some(isWrong) && !(await areUsable(credentials)))
    return unexamined('credentials', t('the credentials cannot be used', '开发参数不可用'), emit);
  await examineBackend({ merchant, read, credentials, open, emit });
}

/** Whether a gateway can be served with them. */
const areUsable = (folder: string): Promise<boolean> =>
  openCredentials(folder, wallClock, systemEntropy).then(
    () => true,
    (failure: unknown) => {
      if (failure instanceof SandboxError) return false;
      throw failure;
    },
  );

async function examineBackend(asked: Asked): Promise<void> {
  const { read, credentials, open, emit } = asked;
  const shop = await openShop(asked);
  if (!shop) return unexamined('backend', t('there is no backend to examine', '没有可检查的商户后台'), emit);
  const visit = new Visit(shop.gateway, read.profile, shop.drivers, shop.patience);
  open.push(() => visit.leave());
  const ordered = await purchaseSteps(shop, visit, read.profile, credentials, emit);
  let paid = false;
  if (ordered) paid = await paymentSteps(visit, ordered, shop.gateway.house.deliveries, emit);
  else emit(notExamined('notification', t('there is nothing to pay', '没有可支付的订单')));
  const before = shop.clock.heardOf.length;
  await afterSteps(visit, ordered, paid, emit);
  emit(laterSignatureCheck({ signing: signingOf(shop, before), account: accountOf(shop, credentials) }));
  const ended = shop.backend?.ended();
  if (ended !== undefined) emit(gone(ended));
  await hookSteps(shop, visit, read.profile, emit);
}

const notExamined = (step: StepName, because: Text): Check =>
  checksOf(step, 'backend').skipped(t('everything', '全部'), because);

/** All steps behind that one are left out. */
function unexamined(behind: StepName, because: Text, emit: (check: Check) => void): void {
  for (const step of STEPS.slice(STEPS.indexOf(behind) + 1)) emit(notExamined(step, because));
}

const gone = (ended: string): Check =>
  checksOf('hooks', 'unreachable').wrong(t('backend', '商户后台'), {
    found: t(`it is there no more: ${ended}`, `已经退出：${ended}`),
    expected: t('a backend that stays up', '持续运行的商户后台'),
    advice: t(
      'see what it said last: run launch.command by hand and play the last verb above',
      '查看它最后的输出：手动运行launch.command并重做上面的最后一个动作',
    ),
  });
