import { mockTarget } from './mock.ts';
import { registerTarget, type Target } from './target.ts';

const notYet =
  (name: string): Target =>
  () => {
    throw new Error(`The target ${name} is not there yet: this version runs against the mock only`);
  };

registerTarget('mock', mockTarget());
registerTarget('sandbox', notYet('sandbox'));
registerTarget('merchant', notYet('merchant'));

export { registerTarget, targetNamed } from './target.ts';
