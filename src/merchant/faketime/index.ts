export { FakedTime } from './faked-time.ts';
export { findLibrary, type Library } from './library.ts';
export { awaken, unmovable } from './runtime.ts';
export { stopsBetween } from './strides.ts';
