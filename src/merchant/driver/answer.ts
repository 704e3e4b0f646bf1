import { parseJson } from '../../protocol/wire.ts';

/** What a backend, or a command, answered. */
export interface BackendAnswer {
  /** The HTTP status; a command that ended well has 200. */
  readonly status: number;
  /** By lower-case name; a header that came more than once has several values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** JSON where it is JSON, else text. */
  readonly body: unknown;
  readonly isJson: boolean;
}

/** Reads an answer's body: JSON by what it is, since backends label it as they like. */
export function answerOf(status: number, headers: BackendAnswer['headers'], bytes: Buffer): BackendAnswer {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const json = parseJson(text);
  return { status, headers, body: json ?? text.trim(), isJson: json !== undefined };
}
