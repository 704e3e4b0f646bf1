import { mockTarget } from './mock.ts';
import { registerTarget } from './target.ts';

registerTarget('mock', mockTarget());

export { registerTarget, targetNamed } from './target.ts';
