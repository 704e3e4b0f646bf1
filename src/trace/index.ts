export * from './events.ts';
export * from './expectation.ts';
export * from './redact.ts';
export * from './trace.ts';
