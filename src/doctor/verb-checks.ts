import type { Capability, OrderReading } from '../actors/index.ts';
import type { VerbName } from '../merchant/profile/profile.ts';
import type { PaymentParams } from '../protocol/pay-sign.ts';
import { playedRules } from '../rules/catalogue.ts';
import { around, type Check, checksOf, type Text, t } from './check.ts';
import type { Outcome, Played } from './play.ts';
import { failureAdvice } from './verb-advice.ts';
import { rulesSeenBy } from './verb-rules.ts';

/** Whether a verb answered, what was taken from the answer (its shape alone), or why not. */
export function verbCheck<T>(
  step: 'verbs' | 'after',
  verb: VerbName,
  outcome: Outcome<T>,
  shape: (value: T) => Text,
): Check {
  const { ok, wrong, skipped } = checksOf(step, 'backend');
  switch (outcome.kind) {
    case 'done': {
      const how = callsOf(outcome.played.filter(({ verb: of }) => of === verb));
      return ok(
        verb,
        around(
          shape(outcome.value),
          (taken) => `${how.en}; taken: ${taken}`,
          (taken) => `${how.zh}；取得：${taken}`,
        ),
      );
    }
    case 'failed':
      return wrong(
        verb,
        failureAdvice(outcome.failure, {
          place: `verbs.${verb}`,
          failed: outcome.played.at(-1),
          refused: outcome.refused,
        }),
      );
    case 'absent':
      return skipped(
        verb,
        t(`the profile says that there is none: ${outcome.because}`, `配置文件声明没有该功能：${outcome.because}`),
      );
    case 'unsaid':
      return skipped(verb, unsaid(verb));
  }
}

const callsOf = (played: readonly Played[]) => {
  const one = ({ sent, status, took }: Played): string => `${sent} ${status ?? ''} (${took} ms)`;
  const list = played.map(one).join(', ');
  return t(list === '' ? 'answered' : list, list === '' ? '有应答' : list);
};

function unsaid(verb: VerbName): Text {
  const rules = rulesSeenBy(verb);
  if (rules.length === 0) return t('the profile does not describe it', '配置文件没有描述');
  return t(
    `the profile does not describe it; with it a run sees ${rules.join(', ')}`,
    `配置文件没有描述；描述后可检测${rules.join('、')}`,
  );
}

/** The rules that need what a target cannot do. */
export const rulesThatNeed = (capability: Capability): string =>
  playedRules
    .filter(({ needs }) => needs.includes(capability))
    .map(({ id }) => id)
    .join(', ');

/** The logins that a verb began with: one check for each actor. */
export function loginChecks<T>(outcome: Outcome<T>): readonly Check[] {
  const { ok, wrong } = checksOf('verbs', 'backend');
  if (outcome.kind !== 'done' && outcome.kind !== 'failed') return [];
  const all = outcome.played.filter(({ verb }) => verb.startsWith('login of '));
  return [...new Set(all.map(({ verb }) => verb))].map((verb) => {
    const played = all.filter((one) => one.verb === verb);
    const failed = played.find(({ failure }) => failure !== undefined);
    const actor = verb.replace('login of ', '');
    const check = t(`login of ${actor}`, `${actor}登录`);
    if (failed === undefined || outcome.kind !== 'failed') return ok(check, callsOf(played));
    return wrong(check, failureAdvice(outcome.failure, { place: `actors.${actor}.login`, failed }));
  });
}

export const loginFailed = <T>(outcome: Outcome<T>): boolean =>
  outcome.kind === 'failed' && outcome.played.at(-1)?.verb.startsWith('login of ') === true;

/** A name that means something to the backend alone. */
export const nameShape = (name: string): Text => t(`a name of ${name.length} characters`, `${name.length}个字符的编号`);

export const paramsShape = ({ signType, package: value }: PaymentParams): Text => {
  const prefix = value.startsWith('prepay_id=') ? 'prepay_id=…' : `"${value.slice(0, 12)}…"`;
  return t(
    `all six params, package ${prefix}, signType ${signType}`,
    `六个参数齐全，package为${prefix}，signType为${signType}`,
  );
};

export const readingShape = ({ state, fulfilled }: OrderReading): Text =>
  t(
    `state ${state}${fulfilled === undefined ? '' : `, fulfilled ${fulfilled}`}`,
    `state为${state}${fulfilled === undefined ? '' : `，fulfilled为${fulfilled}`}`,
  );

/** `readOrder` takes no `fulfilled`: what that hides. */
export const noFulfilled = (): Check =>
  checksOf('verbs', 'backend').skipped(
    t('readOrder, fulfilled', 'readOrder的fulfilled'),
    t(
      `the profile takes no fulfilled; with it a run sees ${rulesSeenBy('fulfilled').join(', ')}`,
      `配置文件没有取fulfilled；取得后可检测${rulesSeenBy('fulfilled').join('、')}`,
    ),
  );
