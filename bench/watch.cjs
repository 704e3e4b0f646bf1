// Loaded before a program that is measured: tells, when that ends, what of a core it took and, if asked, what RSA it did.
const crypto = require('node:crypto');
const { syncBuiltinESMExports } = require('node:module');
const { writeFileSync } = require('node:fs');

let [signed, verified] = [0, 0];
if (process.env.WATCH_RSA) {
  const { sign, verify } = crypto;
  crypto.sign = (...args) => {
    signed += 1;
    return sign(...args);
  };
  crypto.verify = (...args) => {
    verified += 1;
    return verify(...args);
  };
  syncBuiltinESMExports();
}
const report = process.env.WATCH_REPORT;
delete process.env.WATCH_REPORT;
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(report, JSON.stringify({ core: (user + system) / 1_000, signed, verified }));
});
