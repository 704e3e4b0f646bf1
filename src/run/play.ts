import { Writable } from 'node:stream';
import { runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import type { GatewayUnderTest, MerchantUnderTest } from '../targets/target.ts';
import type { Shard } from './scope.ts';
import { stepsLibrary } from './steps-library.ts';

export interface Performance {
  /** Feature files, folders or globs. */
  readonly features: readonly string[];
  readonly tagExpression: string;
  /** The name under which steps find the target. */
  readonly target: string;
  readonly seed: number;
  /** The gateway to judge, where the target has a foreign one. */
  readonly gateway?: GatewayUnderTest;
  /** The backend to judge, where the target has one. */
  readonly merchant?: MerchantUnderTest;
  /** The ids of rules of the user's own. */
  readonly own?: readonly string[];
  /** Every n-th scenario alone. */
  readonly shard?: Shard;
  /** How many child processes share the scenarios; 0 plays them in this one. */
  readonly parallel: number;
  /** Plays them in an order drawn from this, and else as they stand: what comes of a scenario must hang on none before it. */
  readonly shuffledBy?: number;
  /** Finds out whether every step has a definition, and plays nothing. */
  readonly rehearsal?: boolean;
  /** Hears of each message as it is emitted. */
  readonly heard?: (envelope: Envelope) => void;
}

/** A feature file could not be read. */
export class UnreadableFeature extends Error {
  override readonly name = 'UnreadableFeature';
}

/** Has cucumber play scenarios and answers every message it emits. Cucumber's own output and verdict are not used. */
export async function play(performance: Performance): Promise<readonly Envelope[]> {
  const envelopes: Envelope[] = [];
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  await runCucumber(
    {
      sources: {
        defaultDialect: 'en',
        paths: [...performance.features],
        names: [],
        tagExpression: performance.tagExpression,
        order: performance.shuffledBy === undefined ? 'defined' : `random:${performance.shuffledBy}`,
        ...(performance.shard ? { shard: `${performance.shard.index}/${performance.shard.total}` } : {}),
      },
      support: await stepsLibrary(),
      runtime: {
        dryRun: performance.rehearsal ?? false,
        failFast: false,
        filterStacktraces: true,
        parallel: performance.parallel,
        retry: 0,
        retryTagFilter: '',
        strict: true,
        worldParameters: {
          target: performance.target,
          seed: performance.seed,
          ...(performance.own ? { own: [...performance.own] } : {}),
          ...(performance.gateway ? { gateway: { ...performance.gateway } } : {}),
          ...(performance.merchant ? { merchant: { ...performance.merchant } } : {}),
        },
      },
      // Nothing is ever published, whatever the environment says: the configuration is made here and nowhere else.
      formats: { stdout: 'rerun', files: {}, publish: false, options: {} },
    },
    { stdout: silent, stderr: silent },
    (envelope) => {
      envelopes.push(envelope);
      performance.heard?.(envelope);
    },
  );
  const error = envelopes.find((envelope) => envelope.parseError)?.parseError;
  if (error) {
    const { uri = '', location } = error.source;
    throw new UnreadableFeature(
      `${uri}:${location?.line ?? 1} is no readable feature: ${error.message.split('\n')[0] ?? ''}`,
    );
  }
  return envelopes;
}
