import type { Judgement, NamedTrace } from '../judge/judgement.ts';
import { ERROR_CODES } from '../protocol/errors.ts';
import { isRecord } from '../protocol/wire.ts';
import { apiClauses } from '../rules/api-clauses.ts';
import { checklistClauses } from '../rules/checklist-clauses.ts';
import type { Clause } from '../rules/clause.ts';
import { rulesOfClause } from '../rules/clauses.ts';
import { guideClauses } from '../rules/guide-clauses.ts';
import { mistakes } from '../rules/mistakes.ts';
import type { Rule } from '../rules/rule.ts';
import {
  keyOf,
  ORDER_STATES,
  REFUND_STATES,
  REFUND_TRANSITIONS,
  refundKeyOf,
  TRANSITIONS,
} from '../rules/state-machines.ts';
import { windows } from '../rules/windows.ts';
import type { TraceEvent } from '../trace/index.ts';
import { transitionsIn } from './order-walk.ts';
import { refundTransitionsIn } from './refund-walk.ts';

/** How many of what there is were covered, and which were not. */
export interface Share {
  readonly what: string;
  readonly covered: number;
  readonly of: number;
  readonly missing: readonly string[];
  /** Of what is missing, that for which there is a reason. */
  readonly because?: Readonly<Record<string, string>>;
  /** What the covered ones are made of, where they are not all of one kind. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** Codes that no request of a client brings about at the kit's own gateway. */
const NEVER_ANSWERED: Readonly<Record<string, string>> = {
  MCH_NOT_EXISTS:
    'a request is signed by the merchant that it names, so that a merchant that there is not fails at its signature',
  TRADE_ERROR: 'a reading that the gateway does not take (A-07)',
  TRADE_OVERDUE: 'a reading that the gateway does not take (A-10)',
};

/** Whether all that is missing has its reason. */
export const isExplained = ({ missing, because = {} }: Share): boolean => missing.every((name) => name in because);

const share = (what: string, all: readonly string[], isCovered: (name: string) => boolean): Share => {
  const missing = all.filter((name) => !isCovered(name));
  return { what, covered: all.length - missing.length, of: all.length, missing };
};

/** What the features cover of everything that there is to cover, as a run of them on the mock shows it. */
export function coverageOf(
  rules: readonly Rule[],
  judgement: Judgement,
  traces: readonly NamedTrace[],
  killers: ReadonlySet<string>,
): readonly Share[] {
  const played = rules.filter(({ attested }) => !attested).map(({ id }) => id);
  // A scenario that saw nothing covers nothing.
  const passed = judgement.rules.flatMap(({ rule, scenarios }) =>
    scenarios.flatMap(({ name, verdict }) => (verdict === 'pass' ? [{ rule: rule.id, name }] : [])),
  );
  const steps = new Set(traces.flatMap(({ events }) => [...transitionsIn(events)]));
  const refundSteps = new Set(traces.flatMap(({ events }) => [...refundTransitionsIn(events)]));
  const codes = new Set(traces.flatMap(({ events }) => events.flatMap(codeIn)));
  const has = (rule: string, going: RegExp): boolean =>
    passed.some((scenario) => scenario.rule === rule && going.test(scenario.name));
  const sides = windows.flatMap(({ name, rule, within, beyond, beyondRule = rule }) => [
    { side: `${name}: within`, there: has(rule, within) },
    { side: `${name}: beyond`, there: has(beyondRule, beyond) },
  ]);
  const edges = windows.flatMap(({ name, rule, edge }) => (edge ? [{ name, there: has(rule, edge) }] : []));
  const keys = (refused: boolean): readonly string[] =>
    TRANSITIONS.filter((step) => step.refused === refused).map(keyOf);
  const refundKeys = (refused: boolean): readonly string[] => [
    ...new Set(REFUND_TRANSITIONS.filter((step) => step.refused === refused).map(refundKeyOf)),
  ];
  const names = (walked: ReadonlySet<string>, state: string): boolean =>
    [...walked].some((step) => step.split(' ').includes(state));
  return [
    clausesShare('clauses of the guide', guideClauses),
    clausesShare('clauses of the API pages', apiClauses),
    clausesShare('rows of the pre-launch checklist', checklistClauses),
    share(
      'known mistakes that a rule finds',
      mistakes.map(({ no }) => String(no)),
      (no) => mistakes.some((mistake) => String(mistake.no) === no && mistake.rules.length > 0),
    ),
    share('rules with scenarios that pass', played, (id) => passed.some(({ rule }) => rule === id)),
    share('rules with mutants that they catch', played, (id) => killers.has(id)),
    share('states of an order', ORDER_STATES, (state) => names(steps, state)),
    share('legal transitions of an order', keys(false), (key) => steps.has(key)),
    share('illegal transitions of an order, tried and refused', keys(true), (key) => steps.has(key)),
    share('states of a refund', REFUND_STATES, (state) => names(refundSteps, state)),
    share('legal transitions of a refund', refundKeys(false), (key) => refundSteps.has(key)),
    share('illegal transitions of a refund, tried and refused', refundKeys(true), (key) => refundSteps.has(key)),
    share(
      'windows, each side',
      sides.map(({ side }) => side),
      (side) => sides.some((each) => each.side === side && each.there),
    ),
    share(
      'windows whose source decides the edge, on the edge',
      edges.map(({ name }) => name),
      (name) => edges.some((each) => each.name === name && each.there),
    ),
    {
      ...share('documented error codes that were answered', ERROR_CODES, (code) => codes.has(code)),
      because: NEVER_ANSWERED,
    },
  ];
}

function clausesShare(what: string, clauses: readonly Clause[]): Share {
  const fates = new Map(clauses.map((clause) => [clause.id, fateOf(clause)]));
  const parts: Record<string, number> = {};
  for (const fate of fates.values()) if (fate !== undefined) parts[fate] = (parts[fate] ?? 0) + 1;
  return { ...share(what, [...fates.keys()], (id) => fates.get(id) !== undefined), parts };
}

/** What becomes of a clause; undefined where nothing does. */
function fateOf(clause: Clause): string | undefined {
  const { coverage } = clause;
  if (coverage.kind === 'excluded' && coverage.as !== 'attested')
    return coverage.reason.en === '' ? undefined : coverage.as;
  if (rulesOfClause(clause).length === 0) return undefined;
  return coverage.kind === 'excluded' ? coverage.as : 'held by rules';
}

function codeIn(event: TraceEvent): readonly string[] {
  if (event.kind !== 'exchange' || !isRecord(event.answer?.body)) return [];
  const { code } = event.answer.body;
  return typeof code === 'string' ? [code] : [];
}
