Feature: Payment notifications, as WeChat Pay sends them
  A payment is told to the merchant, again and again until it says that it heard.

  @NOTIFY-SUCCESS @gateway
  Rule: A payment is told to the notify_url: signed, encrypted, and as it happened

    Scenario Outline: A payment of <amount> is told
      Given an order of <amount>
      When the payer pays
      Then the caller has received 1 notification
      And the notification is signed, opens and tells the payment

      Examples:
        | amount       |
        | 0.01 yuan    |
        | 1.00 yuan    |
        | 1234.56 yuan |

    Scenario: A payment with a prepay_id of an order that was placed again is told
      Given an order of 1.00 yuan
      When 3 hours pass
      And the caller orders again with the same parameters
      And the payer pays
      Then the caller has received 1 notification
      And the notification is signed, opens and tells the payment

  @NOTIFY-TELLS @gateway
  Rule: A payment notification has every field of its envelope and of the payment in it

    Scenario: A payment of an order that carries all it may
      Given an order of 12.34 yuan that carries attach and device_id
      When 3 minutes pass
      And the payer pays
      Then the notification tells the payment field by field

    Scenario: A payment of an order that carries only what it must
      Given an order of 1.00 yuan
      When the payer pays
      Then the notification tells the payment field by field

    Scenario: What the merchant wrote into attach is notified to the letter
      When the caller orders with attach = "货架 7, \"左\" & <右>"
      And the payer pays
      Then the notification tells attach = "货架 7, \"左\" & <右>"

    Scenario: A notification that is sent again tells the same payment
      Given the caller answers notifications with HTTP 500
      And an order of 12.34 yuan that carries attach and device_id
      When the payer pays
      And 40 seconds pass
      Then the caller has received 3 notifications
      And the notification tells the payment field by field

  @NOTIFY-ONLY-SUCCESS @gateway
  Rule: Nothing but a payment is told: no failure, no cancellation, no closing

    Scenario Outline: Nothing is told when the payer <does>
      Given an order of 1.00 yuan
      When the payer <does>
      And 1 day passes
      Then the caller has received 0 notifications
      And the order is NOTPAY

      Examples:
        | does         |
        | cancels      |
        | fails to pay |

    Scenario: Nothing is told when the merchant closes the order
      Given an order of 1.00 yuan
      When the caller closes the order
      And 1 day passes
      Then the caller has received 0 notifications
      And the order is CLOSED

    Scenario: Nothing is told when the order closes by itself
      Given an order of 1.00 yuan
      When 8 days pass
      Then the caller has received 0 notifications
      And the order is CLOSED

  @NOTIFY-RETRIES @gateway
  Rule: A notification that is not accepted is sent again after the documented intervals

    Scenario: A merchant that always refuses is told the whole ladder through
      Given the caller answers notifications with HTTP 500
      And an order of 1.00 yuan
      When the payer pays
      And 3 days pass
      Then the notification was sent again after each of the documented intervals, and no more

    Scenario: A refund ends nothing of it
      Given the caller answers notifications with HTTP 500
      And an order of 1.00 yuan
      When the payer pays
      And the caller refunds 1.00 yuan
      And 3 days pass
      Then the notification was sent again after each of the documented intervals, and no more

    Scenario Outline: After <time> it was sent <count> times
      Given the caller answers notifications with HTTP 500
      And an order of 1.00 yuan
      When the payer pays
      And <time> pass
      Then the caller has received <count> notifications

      Examples:
        | time       | count |
        | 14 seconds | 1     |
        | 16 seconds | 2     |
        | 29 seconds | 2     |
        | 31 seconds | 3     |
        | 61 seconds | 4     |

  @NOTIFY-ACCEPTED @gateway
  Rule: 200 or 204 within five seconds accepts a notification; nothing else does

    Scenario Outline: HTTP <status> accepts it
      Given the caller answers notifications with HTTP <status>
      And an order of 1.00 yuan
      When the payer pays
      And 1 day passes
      Then the caller has received 1 notification

      Examples:
        | status |
        | 200    |
        | 204    |

    Scenario Outline: HTTP <status> does not
      Given the caller answers notifications with HTTP <status>
      And an order of 1.00 yuan
      When the payer pays
      And 16 seconds pass
      Then the caller has received 2 notifications

      Examples:
        | status |
        | 201    |
        | 202    |
        | 302    |
        | 400    |
        | 401    |
        | 403    |
        | 404    |
        | 410    |
        | 500    |
        | 502    |
        | 503    |

    Scenario: One that was refused at first is accepted when it comes again
      Given the caller answers notifications with HTTP 500
      And an order of 1.00 yuan
      When the payer pays
      And 16 seconds pass
      And the caller answers notifications with HTTP 204
      And 1 day passes
      Then the caller has received 3 notifications

    Scenario: An answer within five seconds is in time
      Given the caller takes 4 seconds to answer notifications
      And an order of 1.00 yuan
      When the payer pays
      And 1 hour passes
      Then the caller has received 1 notification

    Scenario: An answer after more than five seconds is none
      Given the caller takes 6 seconds to answer notifications
      And an order of 1.00 yuan
      When the payer pays
      And 20 seconds pass
      Then the caller has received 2 notifications

  @NOTIFY-FRESH @gateway
  Rule: Each sending of a notification is signed afresh

    Scenario: Four sendings within a minute and later
      Given the caller answers notifications with HTTP 500
      And an order of 1.00 yuan
      When the payer pays
      And 20 minutes pass
      Then the caller has received 6 notifications
      And each sending has its own nonce, timestamp and valid signature
