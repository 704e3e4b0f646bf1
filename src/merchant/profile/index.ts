export * from './profile.ts';
export { ProfileError } from './profile-error.ts';
export { type ReadProfile, readProfile } from './read-profile.ts';
export { readDuration, readPace } from './short-duration.ts';
