import type { Equivalent } from '../change.ts';

export const ofJudge: readonly Equivalent[] = [];
