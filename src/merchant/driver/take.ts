import { parseJson } from '../../protocol/wire.ts';
import { compilePath, type Find } from '../profile/json-path.ts';
import { fillQuery } from '../profile/placeholders.ts';
import type { Take } from '../profile/profile.ts';
import type { BackendAnswer } from './answer.ts';
import type { Scope } from './fill.ts';

/** What an answer did not hold, in words that follow "the answer". */
export class NotThere extends Error {
  override readonly name = 'NotThere';
}

type FromAnswer = (answer: BackendAnswer) => unknown;

const sources = new Map<string, FromAnswer>();

/** Reads of an answer what a take names in `from`. A path looks into JSON; of a text, `$` is the whole. */
function source(from: string): FromAnswer {
  const known = sources.get(from) ?? reader(from);
  sources.set(from, known);
  return known;
}

function reader(from: string): FromAnswer {
  const [, kind, name = ''] = /^(header|cookie):(.+)$/.exec(from) ?? [];
  if (kind === 'header') return ({ headers }) => headers.get(name.toLowerCase())?.at(-1);
  if (kind === 'cookie') return ({ headers }) => cookie(headers.get('set-cookie') ?? [], name);
  const find: Find = compilePath(from);
  return ({ body, isJson }) => (isJson || from === '$' ? find(body) : undefined);
}

function cookie(setCookies: readonly string[], name: string): string | undefined {
  const own = setCookies
    .map((line) => /^\s*([^=;]+)=([^;]*)/.exec(line))
    .filter((parts) => parts?.[1]?.trim() === name);
  return own.at(-1)?.[2]?.trim();
}

/** The same take with what was taken before filled into its paths, such as `$.list[?@.id == {order}].state`. Throws Unfilled. */
export function filledTake(take: Take, scope: Scope): Take {
  const fill = (path: string): string =>
    path.startsWith('$') ? fillQuery(path, (placeholder) => scope.value(placeholder) ?? null) : path;
  if (typeof take === 'string') return fill(take);
  return { ...take, from: fill(take.from), ...(take.inside === undefined ? {} : { inside: fill(take.inside) }) };
}

/** Takes a value from an answer; undefined where there is none and it is optional. Throws a NotThere. */
export function takeFrom(answer: BackendAnswer, take: Take): unknown {
  const { from, parse, inside, optional }: Exclude<Take, string> = typeof take === 'string' ? { from: take } : take;
  // A path that looks into JSON finds nothing in markup.
  const noJson = !answer.isJson && from !== '$' && from.startsWith('$') ? 'is no JSON, so it ' : '';
  const lacks = (text: string): undefined => {
    if (optional === true) return undefined;
    throw new NotThere(`${noJson}has nothing at ${text}`);
  };
  const found = source(from)(answer);
  if (found === undefined || found === '') return lacks(from);
  if (parse === undefined) return found;
  const parsed = typeof found === 'string' ? parseJson(found) : undefined;
  if (parsed === undefined) throw new NotThere(`has no text with JSON in it at ${from}`);
  if (inside === undefined) return parsed;
  const inner = source(inside)({ ...answer, body: parsed, isJson: true });
  return inner === undefined ? lacks(`${inside} of what ${from} holds`) : inner;
}
