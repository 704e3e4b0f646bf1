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
// The gateway that `wechatpay-conformance sandbox` serves where nothing else is said.
export const sandbox = {
  ...profile('sandbox'),
  worldParameters: {
    target: 'sandbox',
    seed: 1,
    gateway: { url: 'http://127.0.0.1:8787', credentials: '.wechatpay' },
  },
  tags: '@gateway',
};
// Says "not yet" at each scenario until the target is there.
export const merchant = { ...profile('merchant'), tags: '@merchant' };
