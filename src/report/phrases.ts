/** What matches a sentence in which something stands between each two of these parts. */
export const sentenceOf = (parts: readonly string[]): RegExp =>
  new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+?)')}$`, 's');

/** The same in Chinese, which has `$1` for the first of what stood there, said as it is to be said. */
export const filled = (inChinese: string, found: readonly string[], say = (part: string): string => part): string =>
  inChinese.replace(/\$(\d)/g, (_, place: string) => say(found[Number(place)] ?? ''));
