import { MerchantFailed } from '../../actors/index.ts';
import { readPackageJson } from '../../package-root.ts';
import { isRecord } from '../../protocol/wire.ts';
import { type CommandStep, callOf, type RequestStep } from '../profile/profile.ts';
import { answerOf, type BackendAnswer } from './answer.ts';
import type { Cue, Playing } from './cue.ts';
import { asText, fillJson, fillPath, fillText, fillTexts, type Scope } from './fill.ts';
import { runCommand } from './run-command.ts';
import { send } from './send.ts';
import { shellText } from './shell-text.ts';

/** On everything that is sent as a customer or an operator, so that a backend can tell; never on notifications. */
export const KIT_HEADER = 'x-wechatpay-conformance';

const version = (): string => {
  const manifest = readPackageJson('package.json');
  return isRecord(manifest) ? String(manifest['version']) : '0';
};
let kitVersion: string | undefined;

/** What a step is called in messages: its method and path as the profile has them. */
export const titleOf = (step: RequestStep): string => {
  const { method, path } = callOf(step);
  return `${method} ${path}`;
};

/** Sends the request of a step. What is sent is put into `detail`, as far as it may be kept. */
export async function call(
  step: RequestStep,
  cue: Cue,
  playing: Playing,
  detail: Record<string, unknown>,
): Promise<BackendAnswer> {
  const { method, path } = callOf(step);
  const { scope } = cue;
  const filled = fillPath(path, scope);
  const url = filled.startsWith('/') ? `${playing.baseUrl.replace(/\/+$/, '')}${filled}` : filled;
  const content = contentOf(lied(scope) ? withLies(step) : step, scope);
  if (content.kept !== undefined) detail['body'] = playing.discretion.kept(content.kept);
  kitVersion ??= version();
  const headers = {
    accept: 'application/json, text/plain;q=0.9, */*;q=0.1',
    'accept-encoding': 'identity',
    'user-agent': `wechatpay-conformance/${kitVersion}`,
    ...(content.type === undefined ? {} : { 'content-type': content.type }),
    ...lowerCased(fillTexts(cue.headers, scope)),
    ...lowerCased(fillTexts(step.headers ?? {}, scope)),
    [KIT_HEADER]: kitVersion,
  };
  for (const [name, value] of Object.entries(headers))
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
      throw new MerchantFailed(`what was taken for the header ${name} holds characters that no header can`);
  await playing.pace.turn();
  const outgoing = {
    method,
    url,
    headers,
    title: titleOf(step),
    ...(content.text === undefined ? {} : { body: content.text }),
  };
  return send(outgoing, playing.dispatcher, playing.limits);
}

const lowerCased = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Whether the customer of this order says that it costs less than it does. */
const lied = (scope: Scope): boolean => scope.has('lower.fen') && scope.value({ name: 'lower.fen' }) !== undefined;

/** The step with what a customer could put in as the price. */
function withLies(step: RequestStep): RequestStep {
  const { tamper, form, body } = step;
  if (tamper === undefined) return step;
  const texts = Object.entries(tamper).map(([name, value]) => [name, asText(value)]);
  return form === undefined
    ? { ...step, body: merged(body, tamper) }
    : { ...step, form: { ...form, ...(Object.fromEntries(texts) as Record<string, string>) } };
}

const merged = (into: unknown, value: unknown): unknown =>
  isRecord(into) && isRecord(value)
    ? { ...into, ...Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, merged(into[key], inner)])) }
    : value;

interface Content {
  readonly type?: string;
  readonly text?: string;
  readonly kept?: unknown;
}

function contentOf({ body, form }: RequestStep, scope: Scope): Content {
  if (form !== undefined) {
    const fields = fillTexts(form, scope);
    return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(fields).toString(), kept: fields };
  }
  if (body === undefined) return {};
  // A text of one placeholder too is a text: the whole body is JSON only where the profile writes it so.
  if (typeof body === 'string') {
    const text = fillText(body, scope);
    return { type: 'text/plain; charset=utf-8', text, kept: text };
  }
  const json = fillJson(body, scope);
  return { type: 'application/json', text: JSON.stringify(json), kept: json };
}

/** Runs the command of a step: its standard output is the answer. Throws a MerchantFailed where it ends with an exit code. */
export async function run(
  step: CommandStep,
  { scope }: Cue,
  { folder, env, limits, discretion }: Playing,
): Promise<BackendAnswer> {
  const shell = shellText(step.command, scope);
  const own = { ...env, ...fillTexts(step.env ?? {}, scope) };
  const { exitCode, stdout, stderr } = await runCommand(
    shell,
    { folder, env: own, title: 'a command of the profile' },
    limits,
  );
  if (exitCode === 0) return answerOf(200, new Map(), stdout);
  const why = stderr.length === 0 ? '' : `: ${discretion.excerpt(stderr.toString())}`;
  throw new MerchantFailed(
    `the command ended with ${exitCode === undefined ? 'a signal' : `exit code ${exitCode}`}${why}`,
  );
}
