/** A documented limit, and the scenarios that stand on its two sides. */
export interface Window {
  readonly name: string;
  readonly rule: string;
  /** How the names of the scenarios within it, and beyond it, go. */
  readonly within: RegExp;
  readonly beyond: RegExp;
}

/** Every limit that the sources give, by the rule that holds it. The edge itself is decided by no source, and so by no scenario. */
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
  { name: 'refund, fifty parts', rule: 'REFUND-50', within: /^The fiftieth part/, beyond: /^The fifty-first/ },
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
];
