/** What a bundle has for `node:test`: the harness of a process that plays many changes, and else Node's own. */
import * as own from 'node:test';

const { __words = own } = globalThis as { __words?: typeof own };

export const { after, afterEach, before, beforeEach, describe, it, mock, suite, test } = __words;
