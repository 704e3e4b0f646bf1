import { isRecord } from '../../protocol/wire.ts';
import { allSteps, type Placed, type Purpose } from './all-steps.ts';
import { accountNames } from './check-accounts.ts';
import { STEP_NAMES, TAKEN_BY_KIT, TARGET_NAMES, VERB_NAMES } from './known-names.ts';
import { didYouMean } from './nearest.ts';
import { FORMS, placeholdersIn, unknownForms } from './placeholders.ts';
import { isCommand, METHODS, type MerchantProfile, VERBS, type VerbName } from './profile.ts';
import type { Path, Problem } from './profile-error.ts';

/** That every placeholder is known where it stands: built in, or taken before. */
export function checkPlaceholders(profile: MerchantProfile): readonly Problem[] {
  const steps = allSteps(profile);
  const inSteps = steps.flatMap((placed) => {
    const known = knownAt(placed, steps, profile);
    return textsOf(placed).flatMap(({ text, path }) => unknownIn(text, path, known));
  });
  return [...inSteps, ...elsewhere(profile), ...unquoted(steps)];
}

/** The names that something takes, where it is no value for the kit alone. */
function takenBy(steps: readonly Placed[], which: (placed: Placed) => boolean): readonly string[] {
  return steps.filter(which).flatMap(({ step, purpose }) => {
    const forKit = purpose.kind === 'verb' ? TAKEN_BY_KIT[purpose.verb] : [];
    return Object.keys(step.take ?? {}).filter((name) => !forKit.includes(name));
  });
}

const isVerb = (purpose: Purpose, verb: VerbName): boolean => purpose.kind === 'verb' && purpose.verb === verb;

/** What has been taken of an order by the time that a verb is asked for. */
const BEFORE: Readonly<Record<VerbName, readonly VerbName[]>> = {
  placeOrder: [],
  paymentParams: ['placeOrder'],
  readOrder: ['placeOrder', 'paymentParams'],
  returnFromCashier: ['placeOrder', 'paymentParams'],
  cancelOrder: ['placeOrder', 'paymentParams'],
  refund: ['placeOrder', 'paymentParams'],
  readRefund: ['placeOrder', 'paymentParams', 'refund'],
  reconcile: [],
};

function knownAt(
  { path, purpose, step }: Placed,
  steps: readonly Placed[],
  profile: MerchantProfile,
): readonly string[] {
  const list = path.slice(0, -1).join();
  const index = Number(path.at(-1));
  const earlier = (other: Placed): boolean =>
    other.path.slice(0, -1).join() === list && Number(other.path.at(-1)) < index;
  const known = [...TARGET_NAMES, ...STEP_NAMES, ...takenBy(steps, earlier)];
  if (purpose.kind !== 'setUp') known.push(...takenBy(steps, (other) => other.purpose.kind === 'setUp'));
  if (step.as !== undefined && purpose.kind !== 'login') known.push(...takenInLogin(steps, step.as));
  const who = purpose.kind === 'login' ? purpose.actor : step.as;
  if (who !== undefined) known.push(...accountNames(profile, who));
  if (purpose.kind === 'verb') {
    const { verb } = purpose;
    known.push(...VERB_NAMES[verb].filter((name) => name !== 'sku' || profile.prices !== undefined));
    for (const before of BEFORE[verb]) known.push(...takenBy(steps, (other) => isVerb(other.purpose, before)));
    // What the step before took for the kit can be used as well: an order that is paid for by the next call.
    if (verb === 'placeOrder' || verb === 'refund')
      known.push(
        ...steps
          .filter((other) => isVerb(other.purpose, verb) && earlier(other))
          .flatMap(({ step: { take } }) => Object.keys(take ?? {})),
      );
  }
  return [...new Set(known)];
}

const takenInLogin = (steps: readonly Placed[], actor: string): readonly string[] =>
  takenBy(steps, ({ purpose }) => purpose.kind === 'login' && purpose.actor === actor);

interface Text {
  readonly text: string;
  readonly path: Path;
}

/** Every text in a value, with where it stands. */
function texts(value: unknown, path: Path): readonly Text[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (Array.isArray(value)) return value.flatMap((item, index) => texts(item, [...path, index]));
  return isRecord(value) ? Object.entries(value).flatMap(([key, inner]) => texts(inner, [...path, key])) : [];
}

const textsOf = ({ step, path }: Placed): readonly Text[] => {
  const filled: Readonly<Record<string, unknown>> = isCommand(step)
    ? { command: step.command, env: step.env }
    : {
        ...Object.fromEntries(METHODS.map((name) => [name, step[name]])),
        headers: step.headers,
        body: step.body,
        form: step.form,
        tamper: step.tamper,
      };
  return texts({ ...filled, take: step.take }, path);
};

const unknownIn = (text: string, path: Path, known: readonly string[]): readonly Problem[] => [
  ...placeholdersIn(text)
    .filter(({ name }) => !known.includes(name))
    .map(({ name }) => ({ path, message: `{${name}} is not known here; ${because(name)}${didYouMean(name, known)}` })),
  ...unknownForms(text, known).map(({ name, form }) => ({
    path,
    message: `{${name}:${form}}: there is no form ${form}; ${didYouMean(form, FORMS)}`,
  })),
];

const because = (name: string): string => {
  if (name === 'sku') return 'prices.skus has to say what costs what; ';
  const verb = VERBS.find((one) => VERB_NAMES[one].includes(name));
  return verb === undefined ? '' : `it belongs to other verbs, such as ${verb}; `;
};

/** Headers of actors, which know what a login takes, and what the target fills in by itself. */
function elsewhere(profile: MerchantProfile): readonly Problem[] {
  const steps = allSteps(profile);
  const setUp = takenBy(steps, ({ purpose }) => purpose.kind === 'setUp');
  const base = [...TARGET_NAMES, ...STEP_NAMES, ...setUp];
  const ofActors = Object.entries(profile.actors ?? {}).flatMap(([actor, { headers }]) =>
    texts(headers, ['actors', actor, 'headers']).map((text) => ({
      ...text,
      known: [...base, ...accountNames(profile, actor), ...takenInLogin(steps, actor)],
    })),
  );
  const ofAccounts = Object.entries(profile.actors ?? {}).flatMap(([actor, { accounts }]) =>
    texts(accounts, ['actors', actor, 'accounts']).map((text) => ({ ...text, known: base })),
  );
  const { launch, clock } = profile;
  const ofLaunch = (['command', 'env', 'cwd'] as const)
    .flatMap((key) => texts(launch?.[key], ['launch', key]))
    .map((text) => ({ ...text, known: TARGET_NAMES }));
  const command = typeof clock === 'object' && 'command' in clock ? clock.command : undefined;
  const ofClock = texts(command, ['clock', 'command']).map((text) => ({ ...text, known: [...TARGET_NAMES, 'now'] }));
  return [...ofActors, ...ofAccounts, ...ofLaunch, ...ofClock].flatMap(({ text, path, known }) =>
    unknownIn(text, path, known),
  );
}

/** `id: {order}` without quotes is a mapping in YAML, and never what was meant. */
const unquoted = (steps: readonly Placed[]): readonly Problem[] =>
  steps.flatMap(({ step, path }) => ('body' in step ? mappings(step.body, [...path, 'body']) : []));

function mappings(value: unknown, path: Path): readonly Problem[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => mappings(item, [...path, index]));
  if (!isRecord(value)) return [];
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[1] === null && /^[A-Za-z_][\w.-]*$/.test(first[0]))
    return [{ path, message: `this is a mapping, as YAML reads it: put the placeholder in quotes, "{${first[0]}}"` }];
  return entries.flatMap(([key, inner]) => mappings(inner, [...path, key]));
}
