import { BackendFailed, VerbMissing } from '../actors/index.ts';
import { type Fault, type Text, t } from './check.ts';
import type { Failure, Played } from './play.ts';

/** Where in the profile something stands. */
export interface Place {
  /** `verbs.placeOrder`, `actors.buyer.login`, `setUp`, `clock.set`. */
  readonly place: string;
  /** The request or command that failed last, where it was sent. */
  readonly failed?: Played | undefined;
  /** What the gateway refused meanwhile. */
  readonly refused?: readonly string[];
}

const ANSWERS = t('an answer that says yes and holds what is to be taken', '表示成功且包含所需内容的应答');

/** A failure of the backend for the person who has to mend backend or profile. */
export function failureAdvice(failure: Failure, { place, failed, refused = [] }: Place): Fault {
  const key = failed === undefined ? place : `${place}[${failed.step - 1}]`;
  const { message } = failure;
  const last = refused.at(-1);
  const saidNo = (failed?.status ?? 200) >= 400 || /; success is /.test(message);
  if (last === undefined || !saidNo)
    return { found: message, expected: ANSWERS, advice: adviceOn(failure, key, failed?.status) };
  return {
    found: t(`${message}; WeChat Pay had answered ${last}`, `${message}；微信支付的应答为${last}`),
    expected: ANSWERS,
    advice: t(
      `correct what your backend sends to WeChat Pay: its answer names the fault`,
      '改正商户后台发给微信支付的请求：应答说明了错误',
    ),
  };
}

function adviceOn(failure: Failure, key: string, status: number | undefined): Text {
  const { message } = failure;
  if (failure instanceof VerbMissing)
    return t(
      `take it in an earlier step, or take the placeholder out of ${key}`,
      `在前面的步骤中取得该值（take），或从${key}中去掉该占位符`,
    );
  if (failure instanceof BackendFailed) return ofSilence(message, key);
  if (/has nothing at|has null at|no JSON|no text with JSON/.test(message))
    return t(
      `correct "take" in ${key} of the profile: the answer is shown here, with secrets cut`,
      `改正配置文件中${key}的“take”：应答内容如上（已隐去敏感信息）`,
    );
  if (/which (?:states|refundStates) in the profile does not name/.test(message))
    return t('add that word to the states of the profile', '在配置文件的states中加入该状态');
  if (/handed over no/.test(message))
    return t(
      `say in ${key} with "take: { params: { from: …, keys: { … } } }" where the six params are and what they are called`,
      `在${key}中用“take: { params: { from: …, keys: { … } } }”说明六个参数的位置与名称`,
    );
  if (/; success is /.test(message) && (status ?? 200) < 400)
    return t(
      `if that is a yes, correct "success" in the profile; if it is a no, correct what ${key} sends`,
      `若该应答表示成功，改正配置文件的“success”；否则改正${key}发送的内容`,
    );
  return ofStatus(status, key);
}

const ofSilence = (message: string, key: string): Text =>
  /no whole answer within/.test(message)
    ? t(
        'see where your backend hangs: mostly it waits for WeChat Pay, at an address that is not the gateway of the kit',
        '查看商户后台卡在哪里：多半是在等待微信支付，而所连地址不是测试网关',
      )
    : /command/.test(message)
      ? t(`run the command of ${key} by hand in the folder of the profile`, `在配置文件所在目录手动运行${key}的命令`)
      : t(
          'see whether your backend is still running, and what it said last',
          '查看商户后台是否仍在运行，以及它最后的输出',
        );

function ofStatus(status: number | undefined, key: string): Text {
  switch (status) {
    case 404:
      return t(`correct the path in ${key}: your backend has none such`, `改正${key}的路径：商户后台没有该路径`);
    case 405:
      return t(`correct the method in ${key}`, `改正${key}的HTTP方法`);
    case 401:
    case 403:
      return t(
        `correct who asks: "as" in ${key}, and login and headers of that actor`,
        `改正请求者：${key}的“as”，以及该角色（actors）的login与headers`,
      );
    case 400:
    case 415:
    case 422:
      return t(
        `correct what is sent: body, form and headers in ${key} (braces need quotes: "{price.fen}")`,
        `改正发送的内容：${key}的body、form与headers（花括号需加引号："{price.fen}"）`,
      );
    case undefined:
      return t(`correct ${key}`, `改正${key}`);
    default:
      if (status >= 300 && status < 400)
        return t(
          `name the final URL in ${key}: the kit follows no redirect; one to a login page means that the login is missing`,
          `在${key}中填写最终URL：测试工具不跟随重定向；跳转到登录页说明缺少登录`,
        );
      return t(
        "look into your backend's own output for the reason, after the lines on the gateway",
        '先看网关部分的检查结果，再查看商户后台自己的输出',
      );
  }
}
