import { createRequire } from 'node:module';
import { startSandbox } from '../../src/sandbox/index.ts';

/** Starts a sandbox in the folder that is named, ends it, and says whether node-forge had to be loaded for that. */
const sandbox = await startSandbox({
  host: '127.0.0.1',
  port: 0,
  credentials: process.argv[2] ?? '',
  tell: () => {},
});
await sandbox.close();
const loaded = Object.keys(createRequire(import.meta.url).cache);
process.stdout.write(
  loaded.some((path) => /[\\/]node-forge[\\/]/.test(path)) ? 'with node-forge' : 'without node-forge',
);
