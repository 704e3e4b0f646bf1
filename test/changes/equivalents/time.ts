import type { Equivalent } from '../change.ts';

export const ofTime: readonly Equivalent[] = [];
