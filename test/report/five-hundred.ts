import type { NamedTrace } from '../../src/judge/judgement.ts';
import { conformanceHtml } from '../../src/report/html/page.ts';
import { eventsOf } from '../judge/traces.ts';
import { fullEvents } from './events.ts';
import { aRecord, aScenario, judged } from './fixtures.ts';

/** A trace in which everything happens that can happen. */
export const told: NamedTrace = { path: 'traces/0001-x.ndjson', events: eventsOf(Object.values(fullEvents)) };

/** The page of a hundred broken rules with five broken scenarios each. */
export function fiveHundredBroken(): string {
  const rules = Array.from({ length: 100 }, (_, rule) =>
    judged(
      'fail',
      { id: `R-${rule}` },
      Array.from({ length: 5 }, () => aScenario('fail', { trace: told.path })),
    ),
  );
  return conformanceHtml(aRecord(rules), [told], { language: 'en' });
}
