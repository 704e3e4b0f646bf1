import type { WireAnswer, WireHeaders } from '../../protocol/wire.ts';
import type { Bytes } from './bill-file.ts';

/** An answer whose body is made while it is sent. Whoever asks for the body in one piece gets it, and needs the room. */
export interface FileAnswer extends WireAnswer {
  readonly chunks: Bytes;
}

/** Whatever is given about the answer besides is kept beside. */
export const fileAnswer = <Rest extends object>(
  headers: WireHeaders,
  chunks: Bytes,
  rest: Rest,
): FileAnswer & Rest => ({
  ...rest,
  status: 200,
  headers,
  chunks,
  get body() {
    return Buffer.concat([...chunks]);
  },
});
