const PROXIES = ['https_proxy', 'http_proxy', 'all_proxy'];
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/**
 * The environment that a launched backend inherits. Where it names a proxy, clients that heed it would look for the kit's
 * gateway behind that proxy, and never find it: loopback addresses are taken out of it.
 */
export function inheritedEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (!PROXIES.some((name) => env[name] || env[name.toUpperCase()])) return env;
  const direct = [env['no_proxy'] || env['NO_PROXY'] || [], LOOPBACK].flat().join(',');
  return { ...env, no_proxy: direct, NO_PROXY: direct };
}
