/**
 * To be loaded before a Node program that is to find the sandbox where it looks for WeChat Pay:
 *
 *     WECHATPAY_SANDBOX_TLS=https://127.0.0.1:8443 NODE_EXTRA_CA_CERTS=.wechatpay/ca.pem \
 *     NODE_OPTIONS="--import wechatpay-conformance/redirect" node server.js
 *
 * It runs inside other people's programs: it needs nothing but Node, and says nothing unless it cannot work. Then it ends
 * the program with 2, which would else talk to the real WeChat Pay.
 */
import { writeSync } from 'node:fs';
import { redirectConnections } from './connections.ts';
import { bypassProxies } from './proxy-variables.ts';
import { sandboxAddress, VARIABLE } from './sandbox-address.ts';

const sandbox = sandboxAddress(process.env[VARIABLE]);
if (typeof sandbox === 'string') {
  writeSync(process.stderr.fd, `wechatpay-conformance/redirect: ${sandbox}\n`);
  process.exit(2);
}
redirectConnections(sandbox);
bypassProxies(process.env);
