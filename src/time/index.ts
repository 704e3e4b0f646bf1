export * from './duration-text.ts';
export * from './instant.ts';
export * from './timeline.ts';
export * from './wall.ts';
