Feature: Payment notifications, as the merchant takes them
  Anyone can post to a notify_url. The merchant believes WeChat Pay alone, and each payment once.

  @NOTIFY-VERIFIED @merchant
  Rule: A notification that does not verify or does not open is refused and has no effect; the right one that follows is taken

    Scenario Outline: A notification with the fault <fault> is refused
      Given a customer stands before the cashier with goods for 9.90 yuan
      When a notification with the fault <fault> comes of a payment that was not made
      Then the merchant has refused the notification
      And the merchant takes the order for unpaid
      And the goods were handed out 0 times

      Examples: Its signature
        | fault            |
        | unsigned         |
        | wrong-signature  |
        | probe            |
        | probe-not-base64 |
        | stale            |
        | unknown-serial   |

      Examples: A part of its signature
        | fault             |
        | empty-signature   |
        | without-signature |
        | without-timestamp |
        | without-nonce     |
        | without-serial    |

      Examples: Its content
        | fault               |
        | wrong-key           |
        | tampered-ciphertext |

    Scenario: A notification that says it is for localhost is verified all the same
      Given a customer stands before the cashier with goods for 9.90 yuan
      When a notification with the fault from-localhost comes of a payment that was not made
      Then the merchant takes the order for unpaid
      And the goods were handed out 0 times

    Scenario Outline: The right one that follows a notification with the fault <fault> is taken
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is <fault>
      When the customer pays
      And the notification comes once more
      Then the merchant has accepted the notification that followed
      And the merchant takes the order for paid
      And the goods were handed out 1 time

      Examples:
        | fault            |
        | unsigned         |
        | probe            |
        | probe-not-base64 |

  @NOTIFY-RAW-BODY @merchant
  Rule: The signature of a notification is verified over the body as it came, byte by byte

    Scenario: A right notification that is written unusually is taken
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is odd-json
      When the customer pays
      Then the merchant has accepted 1 notification, each within five seconds
      And the merchant takes the order for paid
      And the goods were handed out 1 time

    Scenario: A notification that was changed after it was signed is refused
      Given a customer stands before the cashier with goods for 9.90 yuan
      When a notification with the fault altered-body comes of a payment that was not made
      Then the merchant has refused the notification
      And the merchant takes the order for unpaid
      And the goods were handed out 0 times

  @NOTIFY-MATCHED @merchant
  Rule: A notification whose content is not the merchant's own order is not fulfilled

    Scenario Outline: A notification with the fault <fault> hands nothing out
      Given a customer stands before the cashier with goods for 9.90 yuan
      When a notification with the fault <fault> comes of a payment that was not made
      Then the merchant takes the order for unpaid
      And the goods were handed out 0 times

      Examples:
        | fault          |
        | wrong-amount   |
        | smaller-amount |
        | wrong-state    |
        | wrong-currency |
        | wrong-mchid    |
        | wrong-appid    |
        | unknown-order  |

    Scenario: A notification whose content is the merchant's own order is fulfilled
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer pays
      And the merchant learns of the payment
      Then the merchant takes the order for paid
      And the goods were handed out 1 time

  @NOTIFY-ONCE @merchant
  Rule: A notification that comes more than once is accepted each time and fulfilled once

    Scenario: A notification that comes twice is fulfilled once
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is duplicate
      Then the goods were handed out 0 times
      When the customer pays
      Then the merchant has accepted 2 notifications, each within five seconds
      And the goods were handed out exactly 1 time

    Scenario: A notification that comes twice at once is fulfilled once
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is concurrent
      When the customer pays
      Then of 2 notifications the merchant has accepted one at least, within five seconds
      And the goods were handed out exactly 1 time

    Scenario: A notification that comes ten times at once is fulfilled once
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is ten-at-once
      When the customer pays
      Then of 10 notifications the merchant has accepted one at least, within five seconds
      And the goods were handed out exactly 1 time

    Scenario: A notification that comes while the customer returns is fulfilled once
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is late
      When the customer pays
      And the customer returns to the shop just as the notification comes
      Then the merchant takes the order for paid
      And the goods were handed out exactly 1 time

    Scenario: A notification that comes after the customer returned is fulfilled no second time
      Given a customer has paid 9.90 yuan for goods
      When the notification comes once more
      Then the merchant has accepted 2 notifications, each within five seconds
      And the merchant takes the order for paid
      And the goods were handed out exactly 1 time

  @NOTIFY-ANSWERED @merchant
  Rule: A right notification is answered with 200 or 204 within five seconds

    Scenario: A payment notification is accepted in time
      Given a customer stands before the cashier with goods for 9.90 yuan
      Then the merchant takes the order for unpaid
      When the customer pays
      Then the merchant has accepted 1 notification, each within five seconds
      And the merchant takes the order for paid

    Scenario Outline: What is paid with a <type> coupon is told with the order's total, and accepted
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer pays with a <type> coupon of 1.00 yuan
      Then the merchant has accepted 1 notification, each within five seconds
      And the merchant takes the order for paid

      Examples:
        | type   |
        | CASH   |
        | NOCASH |

    Scenario Outline: That a refund ended in <status> is accepted in time
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And the merchant's refund ends in <status>
      Then the merchant has accepted 2 notifications, each within five seconds

      Examples:
        | status   |
        | CLOSED   |
        | ABNORMAL |

    Scenario: A refund notification is accepted in time
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      Then the merchant has accepted 2 notifications, each within five seconds
