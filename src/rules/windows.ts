/** A documented limit, and the scenarios that stand on its two sides. */
export interface Window {
  readonly name: string;
  readonly rule: string;
  /** How the names of the scenarios within it, and beyond it, go. */
  readonly within: RegExp;
  readonly beyond: RegExp;
  /** The rule of what is beyond, where it is another. */
  readonly beyondRule?: string;
  /**
   * How the name of the scenario on the edge goes, where the source says to which side the edge belongs: what is counted, or
   * measured in characters and bytes, has such an edge. Of a time no source says it, so that no scenario stands there.
   */
  readonly edge?: RegExp;
}

/** A limit of a parameter, up to which it is taken: the last value that is, and the first that is not. */
const limit = (name: string, rule: string, taken: string, refused: string): Window => {
  const within = new RegExp(`^An? (?:order|refund) whose ${name} is ${taken}: the gateway accepts$`);
  const beyond = new RegExp(`^An? (?:order|refund) whose ${name} is ${refused}: the gateway refuses`);
  return { name: `${name}, ${taken}`, rule, within, beyond, edge: within };
};

/** Every limit that the sources give, by the rule that holds it. */
export const windows: readonly Window[] = [
  {
    name: 'prepay_id, two hours',
    rule: 'PREPAY-2H',
    within: /^After 1 hour 59 minutes 59 seconds/,
    beyond: /^After 2 hours 1 second/,
  },
  {
    name: 'unpaid order, seven days',
    rule: 'UNPAID-7D',
    within: /^After 6 days 23 hours 59 minutes 59 seconds/,
    beyond: /^After 7 days 1 second/,
  },
  {
    name: 'time_expire, to pay',
    rule: 'TIME-EXPIRE-ENDS',
    within: /^A second before time_expire/,
    beyond: /^A second after time_expire/,
  },
  {
    name: 'time_expire, one minute at the least',
    rule: 'TIME-EXPIRE-BOUNDS',
    within: /lets the payer pay after 59 seconds/,
    beyond: /stops the payer after 61 seconds/,
  },
  {
    name: 'time_expire, fifteen days at the most',
    rule: 'TIME-EXPIRE-BOUNDS',
    within: /just before the fifteenth day is over/,
    beyond: /takes no payment after the fifteenth day/,
  },
  {
    name: 'timestamp in the past, five minutes',
    rule: 'SIGN-TIME-5M',
    within: /299 seconds in the past is accepted/,
    beyond: /301 seconds in the past is refused/,
  },
  {
    name: 'timestamp in the future, five minutes',
    rule: 'SIGN-TIME-5M',
    within: /299 seconds in the future is accepted/,
    beyond: /301 seconds in the future is refused/,
  },
  {
    name: 'answer to a notification, five seconds',
    rule: 'NOTIFY-ACCEPTED',
    within: /within five seconds is in time/,
    beyond: /after more than five seconds is none/,
  },
  {
    name: 'first repetition of a notification, fifteen seconds',
    rule: 'NOTIFY-RETRIES',
    within: /^After 14 seconds it was sent 1 times/,
    beyond: /^After 16 seconds it was sent 2 times/,
  },
  {
    name: 'refund, one year',
    rule: 'REFUND-1Y',
    within: /^364 days 23 hours 59 minutes 59 seconds/,
    beyond: /^365 days 1 second/,
  },
  {
    name: 'refund, fifty parts',
    rule: 'REFUND-50',
    within: /^The fiftieth part/,
    beyond: /^The fifty-first/,
    edge: /^The fiftieth part/,
  },
  {
    name: 'bill, from ten o’clock on',
    rule: 'BILL-AFTER-TEN',
    within: /^After ten o'clock/,
    beyond: /^Until nine o'clock/,
  },
  {
    name: 'bill, three months',
    rule: 'BILL-WINDOW-3M',
    within: /^Eighty-nine days later/,
    beyond: /^Ninety-three days later/,
  },
  {
    name: 'address of a bill, five minutes',
    rule: 'BILL-URL-5M',
    within: /^Within them/,
    beyond: /^After them/,
  },
  {
    name: 'unpaid order, to pay for seven days',
    rule: 'UNPAID-7D',
    within: /^In the last minute of the seventh day/,
    beyond: /^After seven days it can be paid no more/,
  },
  {
    name: 'second repetition of a notification, thirty seconds',
    rule: 'NOTIFY-RETRIES',
    within: /^After 29 seconds it was sent 2 times/,
    beyond: /^After 31 seconds it was sent 3 times/,
  },
  {
    name: 'old and new platform certificate beside each other',
    rule: 'CERTIFICATE-RENEWED',
    within: /^119 days before the end there are 2/,
    beyond: /^211 days before the end there are 1/,
  },
  {
    name: 'change to the public key, seven days',
    rule: 'KEY-CHANGE',
    within: /^On the day on which the change begins/,
    beyond: /^7 days after the change began/,
  },
  {
    name: 'prepay_id, two hours, as the merchant keeps it',
    rule: 'PAY-PARAMS',
    within: /^A second tap within two hours/,
    beyond: /^After two hours the merchant orders again/,
    beyondRule: 'REORDER-AFTER-2H',
  },
  {
    name: 'time_expire, as the merchant closes',
    rule: 'CLOSE-AFTER-EXPIRE',
    within: /^A minute before time_expire no order is closed unasked/,
    beyond: /^The merchant asks, then closes/,
  },
  limit('out_trade_no', 'ORDER-LIMITS', 'a new number of 6 characters', '5 letters'),
  limit('out_trade_no', 'ORDER-LIMITS', 'a new number of 32 characters', '33 letters'),
  limit('description', 'ORDER-LIMITS', '127 letters', '128 letters'),
  limit('attach', 'ORDER-LIMITS', '128 letters', '129 letters'),
  limit('notify_url', 'ORDER-LIMITS', 'an address of 255 characters', 'an address of 256 characters'),
  limit('amount.total', 'ORDER-LIMITS', '1', '0'),
  limit('detail', 'ORDER-LIMITS', 'goods in 6144 bytes of JSON', 'goods in 6145 bytes of JSON'),
  limit('out_refund_no', 'REFUND-PARAMS', 'a new number of 64 characters', '65 letters'),
  limit('reason', 'REFUND-PARAMS', '80 letters', '81 letters'),
];
