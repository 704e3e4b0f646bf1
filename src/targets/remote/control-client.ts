import { type Dispatcher, request } from 'undici';
import { isRecord, parseJson } from '../../protocol/wire.ts';
import { type Duration, seconds } from '../../time/index.ts';
import { inWords, isSilence } from './recording-dispatcher.ts';

/** A control call did not do what it is there for: no answer, or one of an unexpected shape. That says nothing about the gateway's rules. */
export class ControlFailed extends Error {
  override readonly name = 'ControlFailed';
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** The other side was there, and said nothing. */
  readonly silent: boolean;
  /** It was answered as a control API answers errors, with this code. */
  readonly code: string | undefined;

  constructor(message: string, found: { status?: number; silent?: boolean; code?: string } = {}) {
    super(message);
    this.status = found.status;
    this.silent = found.silent ?? false;
    this.code = found.code;
  }
}

export interface ControlClientParts {
  /** Where the gateway is, without a trailing slash. */
  readonly url: string;
  readonly connections: Dispatcher;
  /** How long an answer may take. */
  readonly patience: Duration;
  readonly token?: string;
  /** The merchant that calls are about; left out, the control API's own default. */
  readonly mchid?: string;
}

/** A control call, as it is spoken of. */
const callName = (parts: Pick<ControlClientParts, 'url'>, method: string, path: string): string =>
  `${method} ${parts.url}/sandbox${path}`;

/** Calls the control API of a sandbox about one merchant. Every failure is a ControlFailed. */
export class ControlClient {
  readonly #parts: ControlClientParts;

  constructor(parts: ControlClientParts) {
    this.#parts = parts;
  }

  /** The same, about another merchant. */
  about(mchid: string): ControlClient {
    return new ControlClient({ ...this.#parts, mchid });
  }

  /** The JSON of a 200 that `understand` can read; undefined from it means another shape. `patience` is for calls that wait for something. */
  async call<T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body: unknown,
    understand: (json: unknown) => T | undefined,
    patience = this.#parts.patience,
  ): Promise<T> {
    const name = callName(this.#parts, method, path);
    const { status, json } = await this.#exchange(name, method, path, body, patience);
    const read = status === 200 ? understand(json) : undefined;
    if (read !== undefined) return read;
    const error = isRecord(json) && isRecord(json['error']) ? json['error'] : undefined;
    const { code, message } = error ?? {};
    if (typeof code === 'string')
      throw new ControlFailed(`${name} was refused (${code}): ${String(message)}`, { status, code });
    const how = status === 200 ? 'in another shape than a control API answers it' : `with HTTP ${status}`;
    throw new ControlFailed(`${name} was answered ${how}`, { status });
  }

  async #exchange(
    name: string,
    method: Dispatcher.HttpMethod,
    path: string,
    body: unknown,
    patience: Duration,
  ): Promise<{ readonly status: number; readonly json: unknown }> {
    const { url, mchid, token, connections } = this.#parts;
    const about = mchid === undefined ? '' : `?mchid=${encodeURIComponent(mchid)}`;
    try {
      const answer = await request(`${url}/sandbox${path}${about}`, {
        method,
        dispatcher: connections,
        headersTimeout: patience,
        bodyTimeout: patience,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, json: parseJson(await answer.body.text()) };
    } catch (failure) {
      throw new ControlFailed(`${name} was not answered: ${inWords(failure)}`, { silent: isSilence(failure) });
    }
  }
}

/** A call that waits until notifications were answered: each may take five seconds, and a few may come one after another. */
export const LONG_PATIENCE = seconds(120);
