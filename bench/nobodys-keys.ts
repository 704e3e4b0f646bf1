import type { PlatformKeys } from '../src/protocol/index.ts';
import { instant } from '../src/time/index.ts';

const key = { id: 'PUB_KEY_ID_0', sign: () => '', open: () => undefined };
const certificate = { ...key, pem: '', notBefore: instant(0), notAfter: instant(Number.MAX_SAFE_INTEGER) };

/** Keys that sign nothing: for what is measured without signatures. */
export const nobodysKeys: PlatformKeys = { publicKey: key, certificate, next: () => certificate };
