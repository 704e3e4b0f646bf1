import type { Judgement } from '../judge/judgement.ts';

/** A run as the renderers get it: the judgement, and what the run was. */
export interface RunRecord {
  readonly kit: { readonly name: string; readonly version: string };
  readonly source: { readonly title: string; readonly revision: string };
  readonly target: 'mock' | 'sandbox' | 'merchant';
  readonly subject: { readonly kind: 'kit' | 'gateway' | 'merchant'; readonly name: string; readonly url?: string };
  readonly seed: number;
  /** RFC 3339, wall time. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** How the run was cut, in words, or null where every rule of the subject was in it. */
  readonly scope: string | null;
  readonly judgement: Judgement;
}

export type Language = 'en' | 'zh-CN';
