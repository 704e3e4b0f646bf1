/**
 * The parts of the kit that this example is made of. They are not exported by the package, so they come from this checkout:
 * from its build, or, with KIT_SOURCES=1 under `node --import tsx`, from its TypeScript sources.
 */
const load = (path) =>
  process.env.KIT_SOURCES ? import(`../../src/${path}.ts`) : import(`../../dist/src/${path}.js`).catch(unbuilt);

function unbuilt(failure) {
  if (failure.code === 'ERR_MODULE_NOT_FOUND') throw new Error('The kit is not built: run `npm run build` first.');
  throw failure;
}

export const { ModelMerchant } = await load('merchant/model-merchant');
export const { MerchantFailed } = await load('actors/index');
export const { privateKeyFromPem, publicKeyFromPem, rsaSigner, systemEntropy, wireHeaders } =
  await load('protocol/index');
export const { between, milliseconds, parseRfc3339, seconds, Timeline, wallClock } = await load('time/index');
export const { fen } = await load('money/fen');
