/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Takes whole answers from the beginning of bytes; `methods` are those that they answer. Throws for what is no HTTP. */
export function takeAnswers(bytes: Buffer, methods: readonly string[]): { answers: Answer[]; rest: Buffer } {
  const answers: Answer[] = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) return { answers, rest };
    const [first = '', ...lines] = rest.toString('latin1', 0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
    if (Number.isNaN(status)) throw new Error(`the answer begins with ${JSON.stringify(first.slice(0, 80))}`);
    const headers = new Map(
      lines.map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const from = end + 4;
    if (status < 200) {
      rest = rest.subarray(from);
      continue;
    }
    const none = status === 204 || methods[answers.length] === 'HEAD';
    const taken = none ? { body: Buffer.alloc(0), length: 0 } : bodyFrom(rest.subarray(from), headers);
    if (!taken) return { answers, rest };
    answers.push({ status, headers, body: taken.body });
    rest = rest.subarray(from + taken.length);
  }
}

/** The body at the beginning of bytes, once all of it is there. */
function bodyFrom(bytes: Buffer, headers: ReadonlyMap<string, string>): { body: Buffer; length: number } | undefined {
  if (headers.get('transfer-encoding') !== 'chunked') {
    const length = Number(headers.get('content-length') ?? 0);
    return bytes.length < length ? undefined : { body: bytes.subarray(0, length), length };
  }
  const pieces: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { body: Buffer.concat(pieces), length: next };
    pieces.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
}
