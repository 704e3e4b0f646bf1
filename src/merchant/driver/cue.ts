import type { Dispatcher } from 'undici';
import type { Happening } from '../../trace/index.ts';
import type { MerchantProfile } from '../profile/profile.ts';
import type { Discretion } from './discretion.ts';
import type { Scope } from './fill.ts';
import type { Pace } from './pace.ts';
import type { Limits } from './send.ts';

/** What a step is played with. */
export interface Playing {
  readonly profile: MerchantProfile;
  readonly folder: string;
  readonly baseUrl: string;
  readonly dispatcher: Dispatcher;
  readonly env: NodeJS.ProcessEnv;
  readonly record: (happening: Happening) => void;
  readonly pace: Pace;
  readonly limits: Limits;
  readonly discretion: Discretion;
}

/** One step on its way: what it is part of, and what its texts may name. */
export interface Cue {
  readonly verb: string;
  readonly order?: string;
  /** From 1. */
  readonly number: number;
  readonly scope: Scope;
  /** The actor's headers, with their placeholders. */
  readonly headers: Readonly<Record<string, string>>;
  /** A reading that says the same as this one is not written down again. */
  readonly seenBefore?: (answer: unknown) => boolean;
}
