// The profiles of the three targets. `wechatpay-conformance run` judges and reports; these are for running cucumber itself.
const profile = (target) => ({
  paths: ['features/**/*.feature'],
  import: ['dist/steps/index.js'],
  worldParameters: { target, seed: 1 },
  format: ['progress'],
  publish: false,
});

export default profile('mock');
export const mock = profile('mock');
// Both say "not yet" at each scenario until the targets are there.
export const sandbox = { ...profile('sandbox'), tags: '@gateway' };
export const merchant = { ...profile('merchant'), tags: '@merchant' };
