/** Money is a whole number of fen everywhere. Staff and bills write yuan: the text is taken apart, never multiplied. */
export function fenOf(yuan) {
  const [, whole, part = ''] = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(yuan) ?? [];
  return whole === undefined ? undefined : Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
