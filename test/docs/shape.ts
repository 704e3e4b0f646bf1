/** Dates, ids, addresses and random texts: they are another each time. */
const varies = (text: string): boolean => (text.match(/\d/g)?.length ?? 0) >= 4;
const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/.test(text);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Where an answer is not like the one that a page shows, or undefined. Fields, numbers and short texts must be the same;
 * of texts with four digits or more only whether they are dates. A list may be longer: what is more is like the last shown.
 */
export function unlike(shown: unknown, found: unknown, at = 'it'): string | undefined {
  if (Array.isArray(shown)) {
    if (!Array.isArray(found)) return `${at} is not a list`;
    if (shown.length > found.length || (shown.length === 0 && found.length > 0))
      return `${at} has ${found.length} items, and ${shown.length} are shown`;
    return first(found.map((item, index) => unlike(shown[Math.min(index, shown.length - 1)], item, `${at}[${index}]`)));
  }
  if (isObject(shown)) {
    if (!isObject(found)) return `${at} is not an object`;
    const fields = new Set([...Object.keys(shown), ...Object.keys(found)]);
    return first(
      [...fields].map((field) => {
        if (!(field in found)) return `${at}.${field} is shown, and was not there`;
        if (!(field in shown)) return `${at}.${field} was there, and is not shown`;
        return unlike(shown[field], found[field], `${at}.${field}`);
      }),
    );
  }
  if (typeof shown === 'string' && typeof found === 'string' && varies(shown)) {
    return isDate(shown) === isDate(found) && found !== '' ? undefined : `${at} is ${found}, and ${shown} is shown`;
  }
  return shown === found ? undefined : `${at} is ${JSON.stringify(found)}, and ${JSON.stringify(shown)} is shown`;
}

const first = (complaints: readonly (string | undefined)[]): string | undefined =>
  complaints.find((complaint) => complaint !== undefined);
