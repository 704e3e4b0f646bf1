import type { EchoRequest } from '../protocol/payments.ts';
import { paths } from '../protocol/payments.ts';
import { expectLetterTells } from './letters.ts';
import type { Trade } from './trade.ts';
import { fieldOf } from './trade-checks.ts';

/** What the caller of a self-test says in the clear, and what it says to WeChat Pay alone. */
const MESSAGE = 'hello, this is a self-test';
const SECRET = '只有微信支付能读';

/** `encrypted-alone` is wrong: the plain message is not optional (D:4014551946). */
export type EchoKind = 'plain' | 'encrypted' | 'encrypted-alone' | 'for-somebody-else';

/** Calls the self-test of keys, and has it answered by a notification too where that is asked for. */
export async function sendEcho(
  trade: Trade,
  kind: EchoKind,
  options: { readonly notified?: boolean } = {},
): Promise<void> {
  const { caller } = trade.stage.cast;
  const reader = kind === 'for-somebody-else' ? 'somebody-else' : 'wechat-pay';
  const body: Partial<EchoRequest> = {
    ...(kind === 'encrypted-alone' ? {} : { echo_message: MESSAGE }),
    ...(kind === 'plain' ? {} : { encrypted_echo_message: caller.encrypt(SECRET, reader) }),
    ...(options.notified ? { notify_url: trade.request.notify_url } : {}),
  };
  await trade.call({ method: 'POST', target: paths.securityEcho, body });
  await trade.stage.cast.gateway.settled();
}

const reads = (trade: Trade, ciphertext: unknown): string => {
  const text = typeof ciphertext === 'string' ? trade.stage.cast.caller.decrypt(ciphertext) : undefined;
  return text === SECRET ? 'the same text' : text === undefined ? 'nothing that the merchant can read' : 'another text';
};

/** The answer says what was said, and what was encrypted came back encrypted for the merchant. */
export function expectEcho(trade: Trade, kind: EchoKind): void {
  const { body, seq } = trade.answer ?? trade.stage.stop('kit', 'the self-test was not called');
  const look = (what: string, expected: unknown, seen: unknown): void =>
    trade.stage.expect({ what, matcher: 'equals', expected, seen }, [seq]);
  look('echo_message', MESSAGE, fieldOf(body, 'echo_message'));
  if (kind === 'encrypted')
    look('encrypted_echo_message', 'the same text', reads(trade, fieldOf(body, 'encrypted_echo_message')));
}

/** The notification of the self-test says the same. */
export function expectEchoTold(trade: Trade): void {
  expectLetterTells(trade, 'SECURITY_ECHO.SUCCESS', { echo_message: MESSAGE });
}
