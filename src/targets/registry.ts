import { mockTarget } from './mock/mock.ts';
import { registerTarget, type Target } from './target.ts';

const notYet =
  (name: string): Target =>
  () => {
    throw new Error(`The target ${name} is not there yet: this version runs against the mock and at gateways`);
  };

registerTarget('mock', mockTarget());
// Loaded when it is asked for: a run on the mock opens no socket and need not wait for what does.
registerTarget('sandbox', async (scenario) => (await import('./remote/sandbox-target.ts')).sandboxTarget(scenario));
registerTarget('merchant', notYet('merchant'));

export { registerTarget, targetNamed } from './target.ts';
