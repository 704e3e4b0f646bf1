export { openCredentials } from './credentials/credentials.ts';
export { isLoopback } from './loopback.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';
export { SandboxError } from './sandbox-error.ts';
