import { isRecord } from '../../protocol/wire.ts';
import { allSteps, stepLists } from './all-steps.ts';
import { isBuiltIn, isForKit, TAKEN_BY_KIT } from './known-names.ts';
import { didYouMean } from './nearest.ts';
import { isAbsent, isCommand, type MerchantProfile, REQUIRED_VERBS, type Take, type VerbName } from './profile.ts';
import type { Path, Problem } from './profile-error.ts';

/** That the verbs are there which nothing goes without, that they take what the kit needs, and that actors exist. */
export function checkVerbs(profile: MerchantProfile): readonly Problem[] {
  return [...required(profile), ...taken(profile), ...names(profile), ...actors(profile), ...tampering(profile)];
}

const ALL = `${REQUIRED_VERBS.slice(0, -1).join(', ')} and ${REQUIRED_VERBS.at(-1)}`;

const required = ({ verbs }: MerchantProfile): readonly Problem[] =>
  REQUIRED_VERBS.flatMap((verb): Problem[] => {
    const described = verbs[verb];
    if (described === undefined)
      return [{ path: ['verbs'], message: `${verb} is missing: nothing can be judged without ${ALL}` }];
    return isAbsent(described)
      ? [{ path: ['verbs', verb], message: `${verb} cannot be absent: nothing can be judged without ${ALL}` }]
      : [];
  });

/** What a verb must take, by which verbs it can be taken, and an example. */
const NEEDED: readonly { readonly by: readonly VerbName[]; readonly name: string; readonly example: string }[] = [
  { by: ['placeOrder'], name: 'order', example: '$.data.id' },
  { by: ['paymentParams', 'placeOrder'], name: 'params', example: '$.data.payParams' },
  { by: ['readOrder'], name: 'state', example: '$.data.status' },
  { by: ['readRefund'], name: 'state', example: '$.data.status' },
  { by: ['reconcile'], name: 'differences', example: '$.data.differences' },
];

function taken(profile: MerchantProfile): readonly Problem[] {
  const takes = new Map<VerbName, ReadonlySet<string>>();
  for (const { purpose, steps } of stepLists(profile))
    if (purpose.kind === 'verb') takes.set(purpose.verb, new Set(steps.flatMap(({ take }) => Object.keys(take ?? {}))));
  return NEEDED.flatMap(({ by, name, example }): Problem[] => {
    const [verb] = by;
    if (verb === undefined || !takes.has(verb) || by.some((other) => takes.get(other)?.has(name))) return [];
    return [
      { path: ['verbs', verb], message: `no step takes ${name}: add something like take: { ${name}: ${example} }` },
    ];
  });
}

/** A name that the kit knows itself is not the profile's to give. */
const names = (profile: MerchantProfile): readonly Problem[] =>
  allSteps(profile).flatMap(({ step, path, purpose }) => {
    const ours = purpose.kind === 'verb' ? TAKEN_BY_KIT[purpose.verb] : [];
    return Object.entries(step.take ?? {}).flatMap(([name, take]): Problem[] => {
      const at = [...path, 'take', name];
      if (!ours.includes(name) && (isBuiltIn(name) || isForKit(name)))
        return [
          {
            path: at,
            atKey: true,
            message: `{${name}} is the kit's own${ours.length === 0 ? '' : `, which takes ${ours.join(', ')} here`}: choose another name`,
          },
        ];
      return typeof take === 'object' ? [...misplaced(take, name, at)] : [];
    });
  });

/** What can be said of one taken value alone. */
function misplaced(take: Exclude<Take, string>, name: string, at: Path): readonly Problem[] {
  const ofDifferences = (['order', 'kind'] as const).filter((key) => take[key] !== undefined && name !== 'differences');
  return [
    ...(take.keys !== undefined && name !== 'params'
      ? [{ path: [...at, 'keys'], message: 'keys are names of payment params: only take.params has them' }]
      : []),
    ...ofDifferences.map((key) => ({
      path: [...at, key],
      message: `${key} says what stands in each difference: only take.differences has it`,
    })),
  ];
}

function actors(profile: MerchantProfile): readonly Problem[] {
  const known = Object.keys(profile.actors ?? {});
  return allSteps(profile).flatMap(({ step, path, purpose }): Problem[] => {
    const { as } = step;
    if (as === undefined) return [];
    const at = [...path, 'as'];
    if (!known.includes(as)) return [{ path: at, message: `there is no actor "${as}"; ${didYouMean(as, known)}` }];
    return purpose.kind === 'login' && as !== purpose.actor
      ? [{ path: at, message: `${purpose.actor} logs in as itself: take "as" out` }]
      : [];
  });
}

/** Only what a customer orders and pays for has a price to lie about, and only a mapping has room for it. */
const tampering = (profile: MerchantProfile): readonly Problem[] =>
  allSteps(profile).flatMap(({ step, path, purpose }): Problem[] => {
    if (isCommand(step) || step.tamper === undefined) return [];
    const at = [...path, 'tamper'];
    if (purpose.kind !== 'verb' || !TAMPERED.includes(purpose.verb))
      return [{ path: at, atKey: true, message: `a price is put in by steps of ${TAMPERED.join(' and ')} alone` }];
    return step.body === undefined || isRecord(step.body)
      ? []
      : [{ path: at, atKey: true, message: 'the body is no mapping: nothing can be put into it' }];
  });

const TAMPERED: readonly VerbName[] = ['placeOrder', 'paymentParams'];
