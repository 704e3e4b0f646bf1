import type { Equivalent } from '../change.ts';

export const ofProtocol: readonly Equivalent[] = [];
