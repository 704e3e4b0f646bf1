import { allSteps } from './all-steps.ts';
import { pieces } from './placeholders.ts';
import { callOf, isCommand, METHODS, type MerchantProfile } from './profile.ts';
import type { Path, Problem } from './profile-error.ts';

/** WeChat Pay's own: nothing at these domains or below them is ever called. */
const REAL = /(?:^|\.)(?:weixin\.qq\.com|wechatpay\.cn|wechatpay\.com|tenpay\.com|weixin\.com|wechat\.com)$/;

const ONLY_REQUESTS = ['headers', 'body', 'form', 'success'] as const;
const ONLY_COMMANDS = ['env'] as const;

/** Why a text cannot be the address of a backend, or undefined where it can. */
function fault(text: string): string | undefined {
  if (!URL.canParse(text)) return `this is no URL: write it like http://127.0.0.1:3000`;
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return 'this is neither http nor https';
  if (username !== '' || password !== '')
    return 'the URL has a user name or password in it: use the headers of an actor';
  if (REAL.test(hostname.replace(/\.+$/, '')))
    return `${hostname} is WeChat Pay's own: this kit turns clocks and sends wrong notifications, so name your own backend`;
  return undefined;
}

/** The backend's URLs: http(s), nothing of WeChat Pay's, and none whose host an answer could change. */
export function checkAddresses(profile: MerchantProfile): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (path: Path, message: string | undefined): void => {
    if (message !== undefined) problems.push({ path, message });
  };
  add(
    ['baseUrl'],
    fault(profile.baseUrl) ??
      (/[?#]/.test(profile.baseUrl) ? 'baseUrl has no query: a path is all it can have' : undefined),
  );
  for (const [from, to] of Object.entries(profile.notify?.origins ?? {})) {
    if (!isOrigin(from))
      problems.push({
        path: ['notify', 'origins', from],
        atKey: true,
        message: 'this is no origin: write it like https://shop.example',
      });
    add(
      ['notify', 'origins', from],
      fault(to) ?? (isOrigin(to) ? undefined : 'an origin has no path: write it like http://127.0.0.1:3000'),
    );
  }
  for (const { step, path } of allSteps(profile)) {
    for (const key of isCommand(step) ? ONLY_REQUESTS : ONLY_COMMANDS)
      if (key in step)
        problems.push({
          path: [...path, key],
          atKey: true,
          message: `${isCommand(step) ? 'a command' : 'a request'} has no ${key}`,
        });
    if (isCommand(step)) continue;
    const method = METHODS.find((name) => step[name] !== undefined);
    if (method) add([...path, method], faultOfPath(callOf(step).path));
    if (step.body !== undefined && step.form !== undefined)
      add([...path, 'form'], 'the step has a body already: keep one of body and form');
  }
  return problems;
}

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, '');

function faultOfPath(text: string): string | undefined {
  if (text.startsWith('/')) return undefined;
  const origin = /^https?:\/\/[^/?#]*/.exec(text)?.[0];
  if (origin === undefined) return 'a path begins with / and a whole URL with http:// or https://';
  if (pieces(origin).some((piece) => typeof piece !== 'string')) return 'the host cannot come from a placeholder';
  return fault(origin);
}
