import { type SetUpParts, setUp } from '../targets/merchant/set-up.ts';
import { Undoing } from '../targets/merchant/undoing.ts';
import { checksOf, t } from './check.ts';
import type { Asked } from './gateway-serving.ts';
import { isFailure } from './play.ts';
import { failureAdvice } from './verb-advice.ts';

const { ok, wrong, skipped } = checksOf('backend', 'backend');

/** Plays the set-up, and answers what undoes it: that can be asked for, and is done at the end anyhow. */
export async function setUpOnce(
  { open, emit, read }: Asked,
  parts: Omit<SetUpParts, 'tell'>,
): Promise<(() => Promise<string | undefined>) | undefined> {
  let failure: string | undefined;
  const tell = (line: string): void => {
    failure = line;
  };
  const own = new Undoing();
  const tearDown = async (): Promise<string | undefined> => {
    await own.all();
    return failure;
  };
  open.push(tearDown);
  const check = 'setUp';
  try {
    await setUp({ ...parts, tell }, own);
  } catch (failed) {
    if (!isFailure(failed)) throw failed;
    emit(wrong(check, failureAdvice(failed, { place: 'setUp' })));
    return undefined;
  }
  const steps = read.profile.setUp?.length ?? 0;
  emit(
    steps === 0
      ? skipped(check, t('the profile has none', '配置文件中没有'))
      : ok(check, t(`answered, ${steps} of ${steps} steps`, `${steps}个步骤均有应答`)),
  );
  return tearDown;
}
