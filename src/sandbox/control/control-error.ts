export type ControlErrorCode =
  | 'invalid_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unsupported_media_type'
  | 'internal_error';

const STATUS: Readonly<Record<ControlErrorCode, number>> = {
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  internal_error: 500,
};

/** Why the control API does not do what it was asked: told as `{"error": {"code", "message"}}`. */
export class ControlError extends Error {
  readonly code: ControlErrorCode;

  constructor(code: ControlErrorCode, message: string) {
    super(message);
    this.name = 'ControlError';
    this.code = code;
  }

  get status(): number {
    return STATUS[this.code];
  }

  get body(): { readonly error: { readonly code: ControlErrorCode; readonly message: string } } {
    return { error: { code: this.code, message: this.message } };
  }
}

/** The error as the control API tells it; undefined where it is not the asker's fault but the kit's. */
export function asControlError(failure: unknown): ControlError | undefined {
  if (failure instanceof ControlError) return failure;
  if (!(failure instanceof Error) || !('statusCode' in failure)) return undefined;
  switch (failure.statusCode) {
    case 413:
      return new ControlError('too_large', 'The body is too large: no control call takes more than 64 KiB');
    case 415:
      return new ControlError('unsupported_media_type', 'The Content-Type cannot be read: send application/json');
    case 400:
    case 414:
      return new ControlError('invalid_request', failure.message);
    default:
      return undefined;
  }
}
