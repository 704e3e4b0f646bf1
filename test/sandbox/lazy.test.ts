import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './stage.ts';

it('node-forge is loaded to make credentials, and not to use them again', () => {
  const folder = join(temporaryFolder(), 'credentials');
  const started = (): string => {
    const script = fileURLToPath(new URL('start-once.ts', import.meta.url));
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, folder], { encoding: 'utf8' });
    return stdout + stderr;
  };
  assert.equal(started(), 'with node-forge');
  assert.equal(started(), 'without node-forge');
});
