import type { Equivalent } from '../change.ts';

const ONLY_COMPARED = 'Turns are only held against each other.';
const NOTHING_BEFORE = 'Before the first place nothing stands, and what is due is not before that.';
const ASKED_FOR_TYPES = 'Where it is not so, what is taken is not there either: only the compiler asks.';
const CALLED_NOTHING = 'Nothing is called so, nor by no name.';
const ONLY_THE_OTHER = 'Only the other of the two is asked for by name.';
const FASTER = 'Where nothing stands nothing is earlier, and the question only keeps numbers among themselves.';
const NO_MERCHANT = 'Where the header is not read, it names no merchant, and nobody knows one without a number.';

export const ofGateway: readonly Equivalent[] = [
  { file: 'src/gateway/agenda.ts', was: '0', becomes: '1', code: '#nextTurn', why: ONLY_COMPARED },
  { file: 'src/gateway/agenda.ts', was: '0', becomes: '-1', code: '#nextTurn', why: ONLY_COMPARED },
  {
    file: 'src/gateway/agenda.ts',
    was: 'turn < (this.#turns[place] as number)',
    becomes: '(turn) <= (this.#turns[place] as number)',
    why: 'Nobody has the same turn as another.',
  },
  { file: 'src/gateway/agenda.ts', was: 'right >= this.#dues.length', becomes: 'false', why: FASTER },
  {
    file: 'src/gateway/agenda.ts',
    was: 'right >= this.#dues.length',
    becomes: '(right) > (this.#dues.length)',
    why: FASTER,
  },
  { file: 'src/gateway/agenda.ts', was: 'index > 0', becomes: '(index) >= (0)', why: NOTHING_BEFORE },
  { file: 'src/gateway/agenda.ts', was: '0', becomes: '-1', code: 'while (index > 0)', why: NOTHING_BEFORE },
  {
    file: 'src/gateway/authenticate.ts',
    was: "typeof items === 'string'",
    becomes: 'false',
    why: NO_MERCHANT,
  },
  { file: 'src/gateway/authenticate.ts', was: "'string'", becomes: "''", why: NO_MERCHANT },
  {
    file: 'src/gateway/authenticate.ts',
    was: "'merchant'",
    becomes: "''",
    code: 'rsaVerifies',
    why: ONLY_THE_OTHER,
  },
  {
    file: 'src/gateway/bills/answer-bill.ts',
    was: "'as hashed'",
    becomes: "''",
    why: ONLY_THE_OTHER,
  },
  {
    file: 'src/gateway/endpoints.ts',
    was: '/\\{(\\w+)\\}/g',
    becomes: '/\\{(\\w*)\\}/g',
    why: 'Every name in these paths has a letter.',
  },
  {
    file: 'src/gateway/ledger.ts',
    was: 'this.#inFlight.get(id) === sending',
    becomes: 'false',
    why: 'Who waits for what has ended waits no longer; it is only forgotten to save room.',
  },
  {
    file: 'src/gateway/pipeline.ts',
    was: 'isPost && isUtf8(request.body)',
    becomes: 'isUtf8(request.body)',
    why: 'Nobody looks at the body of a query: it is only not read.',
  },
  {
    file: 'src/gateway/orders.ts',
    was: 'request.time_expire === undefined',
    becomes: 'false',
    why: 'What is not there is no time either, and both mean the seven days.',
  },
  {
    file: 'src/gateway/refunds.ts',
    was: 'balance !== undefined && balance < debitOf(refund)',
    becomes: 'balance < debitOf(refund)',
    why: 'What is not there is not less than any number.',
  },
  {
    file: 'src/gateway/rate-limits.ts',
    was: 'failing !== undefined && tally.failed >= failing',
    becomes: 'tally.failed >= failing',
    why: 'No number reaches one that is not there.',
  },
  {
    file: 'src/gateway/rate-limits.ts',
    was: "endpoint === 'refund' && isOfOldOrder(body, merchant)",
    becomes: 'isOfOldOrder(body, merchant)',
    why: 'Of the calls that are limited, no other names an order.',
  },
  {
    file: 'src/gateway/validation/json-syntax.ts',
    was: '/[ \\t\\r\\n]*/y',
    becomes: '/[ \\t\\r\\n]+/y',
    why: 'Where no blank is taken, nothing is.',
  },
  {
    file: 'src/gateway/validation/json-syntax.ts',
    was: "'end'",
    becomes: "''",
    code: "case 'end':",
    why: 'Who is at the end takes no step; only the compiler asks.',
  },
  {
    file: 'src/gateway/validation/schemas.ts',
    was: 'true',
    becomes: 'false',
    code: 'noFourByteCharacter',
    why: 'It is asked for by being there, whatever is said of it.',
  },
  {
    file: 'src/gateway/bills/entries.ts',
    was: "'payment' in status",
    becomes: 'true',
    why: ASKED_FOR_TYPES,
  },
  {
    file: 'src/gateway/bills/trade-bill.ts',
    was: "entry.kind === 'refund'",
    becomes: 'true',
    code: 'const refundOf',
    why: ASKED_FOR_TYPES,
  },
  { file: 'src/gateway/books.ts', was: "''", becomes: "'other'", why: CALLED_NOTHING },
  {
    file: 'src/gateway/books.ts',
    was: "this.ofTransaction(transactionId)?.state.orderOfTransaction.get(transactionId) ?? ''",
    becomes: 'this.ofTransaction(transactionId)?.state.orderOfTransaction.get(transactionId)',
    why: CALLED_NOTHING,
  },
  { file: 'src/gateway/gateway.ts', was: "''", becomes: "'other'", code: 'prepayIdOf', why: CALLED_NOTHING },
  {
    file: 'src/gateway/gateway.ts',
    was: "prepayIdOf(params) ?? ''",
    becomes: 'prepayIdOf(params)',
    why: CALLED_NOTHING,
  },
  { file: 'src/gateway/courier.ts', was: "fault ?? ''", becomes: 'fault', why: CALLED_NOTHING },
  { file: 'src/gateway/courier.ts', was: "''", becomes: "'other'", code: 'AT_ONCE[', why: CALLED_NOTHING },
  {
    file: 'src/gateway/merchants.ts',
    was: 'certificate.notAfter !== undefined && now > certificate.notAfter',
    becomes: 'now > certificate.notAfter',
    why: 'No moment is later than one that is not there.',
  },
  {
    file: 'src/gateway/notifications.ts',
    was: 'attempt.status !== undefined && policy.notificationAccepted.includes(attempt.status)',
    becomes: 'policy.notificationAccepted.includes(attempt.status)',
    why: 'What is not there stands in no list.',
  },
];
