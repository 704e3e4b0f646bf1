/** D:4012791897, D:4012791903 */
export const LONGEST_NOTIFY_URL = { order: 255, refund: 256 } as const;

/** What is wrong with a notify_url, in words; undefined where it is a whole one (D:4012075420). The host is not looked at. */
export function faultOfNotifyUrl(url: unknown, longest: number = LONGEST_NOTIFY_URL.order): string | undefined {
  if (typeof url !== 'string') return 'no text';
  if (url !== url.trim()) return 'a blank in front or behind';
  if (/\s/.test(url)) return 'a blank within';
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) return 'no whole http or https address';
  if (url.includes('?')) return 'parameters';
  if (url.includes('#')) return 'a fragment';
  // Its third slash: one alone is a path.
  if (url.split('/').length < 4) return 'no path';
  return url.length > longest ? `${url.length} characters` : undefined;
}

/** What a notify_url is to be, in words. */
export const WHOLE_NOTIFY_URL = 'a whole address with a path, without parameters';
