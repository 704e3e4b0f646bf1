/**
 * The time that orders run by. It is Date.now(); only a test turns it, and where the test turns the whole process’s time
 * instead nothing here is used. Signatures are always made and judged by Date.now().
 */
let ahead = 0;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const now = () => Date.now() + ahead;

export function turnTo(time) {
  ahead = time - Date.now();
}

/** As WeChat Pay wants moments, and as its bills count days, wherever the server stands: 2026-01-15T10:00:00+08:00. */
export const rfc3339 = (time) => `${new Date(time + 8 * HOUR).toISOString().slice(0, 19)}+08:00`;
export const dateOf = (time) => rfc3339(time).slice(0, 10);
