import type { Equivalent } from '../change.ts';

export const ofGateway: readonly Equivalent[] = [];
