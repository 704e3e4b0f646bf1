import { BackendFailed, MerchantFailed, VerbMissing } from '../../actors/index.ts';
import { isSuccess } from '../../protocol/wire.ts';
import { stopwatch } from '../../time/index.ts';
import { compileSuccess } from '../profile/json-path.ts';
import { isCommand, type RequestStep, type Step } from '../profile/profile.ts';
import { call, run, titleOf } from './act.ts';
import type { BackendAnswer } from './answer.ts';
import type { Cue, Playing } from './cue.ts';
import type { Discretion } from './discretion.ts';
import { type Scope, Unfilled } from './fill.ts';
import { filledTake, NotThere, takeFrom } from './take.ts';

/**
 * Plays one step and answers what it took. Throws a MerchantFailed where the backend says no or does not hold what is to
 * be taken, a BackendFailed where there is no answer, a VerbMissing where something to be sent is not known yet.
 */
export async function playStep(step: Step, cue: Cue, playing: Playing): Promise<ReadonlyMap<string, unknown>> {
  const title = isCommand(step) ? 'a command' : titleOf(step);
  const took = stopwatch();
  const detail: Record<string, unknown> = {
    step: cue.number,
    ...(step.as === undefined ? {} : { as: step.as }),
    sent: playing.discretion.text(title),
  };
  let repeated = false;
  let answer: BackendAnswer | undefined;
  const isLogin = cue.verb.startsWith('login');
  try {
    answer = isCommand(step) ? await run(step, cue, playing) : await call(step, cue, playing, detail);
    detail['status'] = answer.status;
    repeated = cue.seenBefore?.(answer.body) ?? false;
    if (!isCommand(step)) mustSayYes(step, answer, title, playing);
    return takeAll(step, answer, title, cue.scope, playing.discretion, isLogin);
  } catch (failure) {
    const told = inContext(failure, cue.verb, playing.discretion);
    detail['failure'] = told.message;
    throw told;
  } finally {
    // Only now is all hidden that the answer itself gave.
    if (answer) detail['answer'] = playing.discretion.kept(answer.body, isLogin);
    detail['took'] = Math.round(took());
    const order = cue.order === undefined ? {} : { order: cue.order };
    if (!repeated || 'failure' in detail) playing.record({ kind: 'verb', verb: cue.verb, ...order, detail });
  }
}

const TOO_MANY = ' (where it limits its customers: pace and accounts in the profile)';

function mustSayYes(step: RequestStep, answer: BackendAnswer, title: string, { profile, discretion }: Playing): void {
  const expression = step.success ?? profile.success;
  const seen = `${title} was answered ${answer.status} with ${discretion.excerpt(answer.body)}${answer.status === 429 ? TOO_MANY : ''}`;
  if (expression === undefined) {
    if (!isSuccess(answer.status)) throw new MerchantFailed(seen);
    return;
  }
  const { holds, saysStatus } = compileSuccess(expression);
  // A body can say no where the status says yes; that it says yes in an error is no yes.
  if (!holds(answer) || !(saysStatus || answer.status < 400))
    throw new MerchantFailed(`${seen}; success is ${expression}`);
}

/** What an order or a refund is later asked for by. */
const NAMES: readonly string[] = ['order', 'refund'];

/** Throws a NotThere: of an object, a list or a yes, later requests would carry what names nothing. */
function mustBeAName(value: unknown, from: string): void {
  if (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) return;
  const kind = Array.isArray(value) ? 'a list' : typeof value === 'string' ? 'a blank' : `a JSON ${typeof value}`;
  throw new NotThere(`has ${kind} at ${from}, which is neither a text nor a number`);
}

function takeAll(
  step: Step,
  answer: BackendAnswer,
  title: string,
  scope: Scope,
  discretion: Discretion,
  confidential: boolean,
): ReadonlyMap<string, unknown> {
  const taken = new Map<string, unknown>();
  for (const [name, take] of Object.entries(step.take ?? {})) {
    try {
      const value = takeFrom(answer, filledTake(take, scope));
      // Null is an answer to how often something happened, and nowhere else.
      if (value === undefined || (value === null && name !== 'fulfilled')) {
        if (value === undefined || (typeof take === 'object' && take.optional === true)) continue;
        throw new NotThere(`has null at ${typeof take === 'string' ? take : take.from}`);
      }
      const from = typeof take === 'string' ? take : take.from;
      if (NAMES.includes(name)) mustBeAName(value, from);
      if (confidential || !from.startsWith('$')) discretion.hideTaken(name, value);
      taken.set(name, value);
    } catch (failure) {
      if (!(failure instanceof NotThere)) throw failure;
      throw new MerchantFailed(
        `the answer to ${title} ${failure.message}, where ${name} is to be taken: it is ${discretion.excerpt(answer.body, confidential)}`,
      );
    }
  }
  return taken;
}

/** The same failure, with what was being done, and nothing secret in it. */
function inContext(failure: unknown, verb: string, discretion: Discretion): Error {
  if (failure instanceof Unfilled)
    return new VerbMissing(verb, {
      because: `${verb} needs {${failure.placeholder}}, and nothing has taken it so far`,
    });
  if (failure instanceof MerchantFailed) return new MerchantFailed(discretion.text(`${verb}: ${failure.message}`));
  if (failure instanceof BackendFailed) return new BackendFailed(discretion.text(`${verb}: ${failure.message}`));
  if (failure instanceof Error && failure.name === 'JSONPathRecursionLimitError')
    return new MerchantFailed(`${verb}: the answer is nested too deep`);
  return failure instanceof Error ? failure : new Error(String(failure));
}
