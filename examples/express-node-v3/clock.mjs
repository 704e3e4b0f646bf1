/** The time that orders run by. It is the wall's; only a test turns it. Signatures are always made and judged by the wall. */
let ahead = 0;

export const now = () => Date.now() + ahead;

export function turnTo(time) {
  ahead = time - Date.now();
}

/** As WeChat Pay wants dates: 2026-01-15T10:00:00+08:00. */
export const rfc3339 = (time) => `${new Date(time + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
