import { decide as documentedDecide } from '../gateway/decide.ts';
import { isRecord } from '../protocol/wire.ts';
import { type Mutant, stageMutant, withEvents } from './mutant.ts';
import { soundStages } from './sound-stages.ts';

const { answer } = soundStages;

export type Fields = Record<string, unknown>;

/** The fields without some of them, which are named by their paths. */
export function without(fields: Fields, ...paths: readonly string[]): Fields {
  const copy = structuredClone(fields);
  for (const path of paths) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    const inner = names.reduce<unknown>((outer, name) => (isRecord(outer) ? outer[name] : undefined), copy);
    if (isRecord(inner)) delete (inner as Fields)[last];
  }
  return copy;
}

/** The answers of some endpoints tell something else. */
export const answerMutant = (
  name: string,
  killedBy: Mutant['killedBy'],
  endpoints: RegExp,
  change: (body: Fields) => Fields,
): Mutant =>
  stageMutant(name, killedBy, {
    answer: (asked) => {
      const outcome = answer(asked);
      if (!endpoints.test(asked.endpoint) || outcome.kind !== 'answered' || !isRecord(outcome.body)) return outcome;
      return { ...outcome, body: change({ ...outcome.body }) };
    },
  });

/** Notifications of one kind have something else in them. */
export const noticeMutant = (
  name: string,
  killedBy: Mutant['killedBy'],
  eventType: RegExp,
  change: (resource: Fields) => Fields,
): Mutant => ({
  name,
  killedBy,
  parts: {
    decide: (state, command, policy) =>
      withEvents(documentedDecide(state, command, policy), (events) =>
        events.map((event) => {
          if (event.type !== 'notification-made' || !eventType.test(event.notification.eventType)) return event;
          const resource = change({ ...event.notification.resource }) as unknown;
          return { ...event, notification: { ...event.notification, resource } as typeof event.notification };
        }),
      ),
  },
});
