/** Headers by lower-case name. */
export type WireHeaders = Readonly<Record<string, string>>;

/** A request as it crossed the wire: the target is path and query, byte for byte as sent, since that is what was signed. */
export interface WireRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: WireHeaders;
  readonly body: Buffer;
}

/** An answer as it crosses the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: WireHeaders;
  readonly body: Buffer;
}

/** Headers with lower-case names; of a header that came more than once, the values joined with a comma. */
export function wireHeaders(raw: Readonly<Record<string, string | readonly string[] | undefined>>): WireHeaders {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined) continue;
    headers[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return headers;
}

/** The same from a flat list of names and values, as node's parser has it before it sorts anything. */
export function wireHeadersOf(raw: readonly string[]): WireHeaders {
  const headers: Record<string, string> = {};
  let name: string | undefined;
  for (const text of raw) {
    if (name === undefined) {
      name = text.toLowerCase();
    } else {
      headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${text}` : text;
      name = undefined;
    }
  }
  return headers;
}

/** The value that JSON text stands for, or undefined where it is not JSON. */
export function parseJson(text: string | Buffer): unknown {
  try {
    return JSON.parse(text.toString()) as unknown;
  } catch {
    return undefined;
  }
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
