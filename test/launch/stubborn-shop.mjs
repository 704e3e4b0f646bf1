/**
 * A shop to be interrupted: it has a child and a grandchild that do not heed SIGTERM, and one that left its process group.
 * It writes down what it is asked, one line each, into ASKED, and its processes into PIDS. Under /hangs it answers nothing.
 */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { PORT, ASKED = '', PIDS = '', READY = '200' } = process.env;
const mine = (pid) => appendFileSync(PIDS, `${pid}\n`);
const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);';
const parent = `const { spawn } = require("node:child_process"); const fs = require("node:fs");
  const child = spawn(process.execPath, ["-e", ${JSON.stringify(stubborn)}]);
  fs.appendFileSync(process.env.PIDS, child.pid + "\\n"); ${stubborn}`;

mine(process.pid);
mine(spawn(process.execPath, ['-e', parent]).pid);
mine(spawn(process.execPath, ['-e', stubborn], { detached: true, stdio: 'ignore' }).pid);

createServer((request, response) => {
  const { url = '', method } = request;
  if (url === '/healthz') return response.writeHead(Number(READY)).end();
  appendFileSync(ASKED, `${method} ${url}\n`);
  if (url.startsWith('/hangs')) return undefined;
  return response.setHeader('content-type', 'application/json').end('{"id":"thing-1"}');
}).listen(Number(PORT), '127.0.0.1');
