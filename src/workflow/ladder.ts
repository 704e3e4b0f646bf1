import { type Duration, hours, minutes, seconds } from '../time/index.ts';

/** How long after each refused sending the next one comes (D:4012791902). Whether the list counts the first sending is A-12; ours is one and fifteen. */
export const NOTIFICATION_LADDER: readonly Duration[] = [
  seconds(15),
  seconds(15),
  seconds(30),
  minutes(3),
  minutes(10),
  minutes(20),
  minutes(30),
  minutes(30),
  minutes(30),
  minutes(60),
  hours(3),
  hours(3),
  hours(3),
  hours(6),
  hours(6),
];
