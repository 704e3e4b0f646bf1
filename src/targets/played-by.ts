import type { Party, Trace } from '../trace/index.ts';
import type { Host } from './crossing.ts';

/** A party that the kit itself plays: what it throws is the kit's failure, and must not pass for silence. */
export const playedBy = (trace: Trace, party: Party, answer: Host['answer']): Host => ({
  party,
  answer: async (request) => {
    try {
      return await answer(request);
    } catch (failure) {
      trace.record({ kind: 'obstacle', why: 'kit', reason: `the ${party} failed: ${String(failure)}` });
      throw failure;
    }
  },
});
