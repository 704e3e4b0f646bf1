import { mockTarget } from './mock/mock.ts';
import { registerTarget } from './target.ts';

registerTarget('mock', mockTarget());
// Loaded when it is asked for: a run on the mock opens no socket and need not wait for what does.
registerTarget('sandbox', async (scenario) => (await import('./remote/sandbox-target.ts')).sandboxTarget(scenario));
registerTarget('merchant', async (scenario) =>
  (await import('./merchant/merchant-target.ts')).merchantTarget(scenario),
);

export { registerTarget, targetNamed } from './target.ts';
