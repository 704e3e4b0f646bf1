export * from './caller-actor.ts';
export * from './capabilities.ts';
export * from './gateway-actor.ts';
export * from './impostor-actor.ts';
export * from './merchant-actor.ts';
export * from './patience.ts';
export * from './payer-actor.ts';
export * from './stage.ts';
