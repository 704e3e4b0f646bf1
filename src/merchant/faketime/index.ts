export { FakedTime } from './faked-time.ts';
export { findLibrary, type Library } from './library.ts';
export { stopsBetween } from './strides.ts';
