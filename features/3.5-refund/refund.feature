Feature: Refunds, as WeChat Pay makes them
  What was paid can be given back, in whole or in parts, once, and for a year.

  @REFUND-STATE @gateway
  Rule: An accepted refund, whole or partial, moves the order to REFUND

    Scenario Outline: A refund of <amount> of 1.00 yuan
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds <amount>
      Then the gateway accepts
      And the refund is PROCESSING
      And the answer tells amount.refund = <fen>
      And the order is REFUND

      Examples:
        | amount    | fen |
        | 1.00 yuan | 100 |
        | 0.99 yuan | 99  |
        | 0.01 yuan | 1   |

    Scenario: The order can be named by its transaction_id
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.60 yuan by transaction_id, of an order of 1.00 yuan
      Then the gateway accepts
      And the refund is PROCESSING
      And the order is REFUND

  @REFUND-1Y @gateway
  Rule: A refund can be asked for within one year of the payment

    Scenario Outline: <age> after the payment a refund is accepted
      Given an order of 1.00 yuan in SUCCESS
      When <age> pass
      And the caller refunds 1.00 yuan
      Then the gateway accepts
      And the order is REFUND

      Examples:
        | age                                       |
        | 1 day                                     |
        | 364 days 23 hours 59 minutes 59 seconds   |

    Scenario Outline: <age> after the payment a refund comes too late
      Given an order of 1.00 yuan in SUCCESS
      When <age> pass
      And the caller refunds 1.00 yuan
      Then the gateway refuses because the refund comes too late
      And the order is SUCCESS

      Examples:
        | age                 |
        | 365 days 1 second   |
        | 366 days 1 second   |
        | 400 days            |

    Scenario: A further part comes too late as the first would
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan
      And 365 days 1 second pass
      And the caller refunds 0.60 yuan
      Then the gateway refuses because the refund comes too late

    Scenario: Too late is too late where the order is named by its transaction_id too
      Given an order of 1.00 yuan in SUCCESS
      When 366 days pass
      And the caller refunds 1.00 yuan by transaction_id, of an order of 1.00 yuan
      Then the gateway refuses because the refund comes too late
      And the order is SUCCESS

    Scenario: The year is counted from the payment, not from the order
      Given an order of 1.00 yuan
      When 6 days pass
      And the caller orders again with the same parameters
      And the payer pays
      And 364 days pass
      And the caller refunds 1.00 yuan
      Then the gateway accepts

  @REFUND-PAID-ONLY @gateway
  Rule: Only a paid order can be refunded

    Scenario Outline: An order in <state> can not be refunded
      Given an order of 1.00 yuan in <state>
      When the caller refunds 1.00 yuan
      Then the gateway refuses because there is nothing to refund
      And the order is <state>

      Examples:
        | state  |
        | NOTPAY |
        | CLOSED |

    Scenario: An order that nobody made can not be refunded
      When the caller refunds 1.00 yuan of an order that nobody made
      Then the gateway refuses because there is nothing to refund

  @REFUND-LIMIT @gateway
  Rule: Refunds together never exceed what was paid, and name the order's true total

    Scenario: More than was paid is refused
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 1.01 yuan
      Then the gateway refuses because the refund exceeds what is left
      And the order is SUCCESS

    Scenario: Two parts that make up the whole are accepted
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.60 yuan
      And 2 minutes pass
      And the caller refunds 0.40 yuan
      Then the gateway accepts

    Scenario: A part more than what is left is refused
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.60 yuan
      And 2 minutes pass
      And the caller refunds 0.41 yuan
      Then the gateway refuses because the refund exceeds what is left

    Scenario: A part more than what is left is refused where the order is named by its transaction_id too
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.60 yuan by transaction_id, of an order of 1.00 yuan
      And 2 minutes pass
      And the caller refunds 0.41 yuan by transaction_id, of an order of 1.00 yuan
      Then the gateway refuses because the refund exceeds what is left

    Scenario Outline: What is left does not grow when the first part ends in <status>
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.60 yuan
      And the refund ends in <status>
      And 2 minutes pass
      And the caller refunds 0.41 yuan
      Then the gateway refuses because the refund exceeds what is left

      Examples:
        | status   |
        | SUCCESS  |
        | ABNORMAL |

    Scenario: What is left does not grow when the first part is sent elsewhere
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.60 yuan
      And the refund ends in ABNORMAL
      And the caller sends the refund to the merchant's own account
      And 2 minutes pass
      And the caller refunds 0.41 yuan
      Then the gateway refuses because the refund exceeds what is left

    Scenario: A refund that was closed takes nothing
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 1.00 yuan
      And the refund ends in CLOSED
      And 2 minutes pass
      And the caller refunds 1.00 yuan
      Then the gateway accepts

    Scenario: Another total than the order's is refused
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.50 yuan of an order of 0.50 yuan
      Then the gateway refuses with INVALID_REQUEST
      And the order is SUCCESS

    Scenario: Another total is refused where the order is named by its transaction_id too
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.50 yuan by transaction_id, of an order of 0.50 yuan
      Then the gateway refuses with INVALID_REQUEST
      And the order is SUCCESS

  @REFUND-ONCE @gateway
  Rule: One out_refund_no refunds once, however often it is sent

    Scenario Outline: The same request of <amount> again is the same refund
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds <amount>
      And 2 minutes pass
      And the caller refunds <amount> under the same out_refund_no
      Then the gateway accepts
      And the answer is about the same refund

      Examples: A part, and all of it
        | amount    |
        | 0.60 yuan |
        | 1.00 yuan |

    Scenario: When refunds of the order have been over for long, the same request is still the same refund
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan
      And 400 days pass
      And the caller sends the refund once more
      Then the gateway accepts
      And the answer is about the same refund

    Scenario: Sent twice, it took only one part of the order
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan
      And 2 minutes pass
      And the caller refunds 0.40 yuan under the same out_refund_no
      And 2 minutes pass
      And the caller refunds 0.60 yuan
      Then the gateway accepts

    Scenario: Sent twice by transaction_id, it took only one part of the order
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan by transaction_id, of an order of 1.00 yuan
      And 2 minutes pass
      And the caller sends the refund once more
      And 2 minutes pass
      And the caller refunds 0.60 yuan
      Then the gateway accepts

    Scenario: Another amount under the same number is refused
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan
      And 2 minutes pass
      And the caller refunds 0.50 yuan under the same out_refund_no
      Then the gateway refuses because the amounts of the refund changed

    Scenario: Another total under the same number is refused
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan
      And 2 minutes pass
      And the caller refunds 0.40 yuan of an order of 2.00 yuan under the same out_refund_no
      Then the gateway refuses because the amounts of the refund changed

    Scenario: The number of a refund is good for no other order
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan
      And 2 minutes pass
      And the caller refunds 0.40 yuan of another order under the same out_refund_no
      Then the gateway refuses with INVALID_REQUEST
      And the order is SUCCESS

    Scenario Outline: The same request again, after the refund ended in <status>, is the same refund
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan
      And the refund ends in <status>
      And 2 minutes pass
      And the caller sends the refund once more
      Then the gateway accepts
      And the answer is about the same refund
      And the refund is <status>

      Examples:
        | status   |
        | SUCCESS  |
        | CLOSED   |
        | ABNORMAL |

    Scenario Outline: Another amount under the number of a refund that ended in <status> is refused
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan
      And the refund ends in <status>
      And 2 minutes pass
      And the caller refunds 0.50 yuan under the same out_refund_no
      Then the gateway refuses because the amounts of the refund changed

      Examples:
        | status   |
        | SUCCESS  |
        | CLOSED   |
        | ABNORMAL |

    Scenario: The number of a refund that was closed makes no new one
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan
      And the refund ends in CLOSED
      And 2 minutes pass
      And the caller sends the refund once more
      And the caller queries the refund
      Then the refund is CLOSED

  @REFUND-50 @gateway
  Rule: An order can be refunded in up to fifty parts

    Scenario: The fiftieth part is taken
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.01 yuan 50 times, 2 minutes apart
      Then the gateway accepts

    Scenario: The fifty-first is not
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.01 yuan 51 times, 2 minutes apart
      Then the gateway refuses with INVALID_REQUEST

  @REFUND-BALANCE @gateway
  Rule: A refund for which the merchant's account holds too little is not made, and can be asked for again once it holds enough

    Scenario: When the account is empty by then, the same request is still the same refund
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan
      And 2 minutes pass
      And the merchant's account holds 0.00 yuan
      And the caller sends the refund once more
      Then the gateway accepts
      And the answer is about the same refund

    Scenario: There is no money
      Given an order of 1.00 yuan in SUCCESS
      When the merchant's account holds 0.00 yuan
      And the caller refunds 0.60 yuan
      Then the gateway refuses the refund for want of money, or closes it after seven days

    Scenario: There is just too little
      Given an order of 100.00 yuan in SUCCESS
      When the merchant's account holds 9.00 yuan
      And the caller refunds 10.00 yuan
      Then the gateway refuses the refund for want of money, or closes it after seven days

    Scenario: There was enough for one refund, and is not for two
      Given an order of 2.00 yuan in SUCCESS
      When the merchant's account holds 1.00 yuan
      And the caller refunds 0.60 yuan
      And 2 minutes pass
      And the caller refunds 0.60 yuan
      Then the gateway refuses the refund for want of money, or closes it after seven days

    Scenario: There is money again
      Given an order of 1.00 yuan in SUCCESS
      When the merchant's account holds 0.00 yuan
      And the caller refunds 0.60 yuan
      And the merchant's account holds 100.00 yuan
      And 2 minutes pass
      And the caller sends the refund once more
      Then the gateway accepts

  @REFUND-FROM @gateway
  Rule: The accounts that a refund is paid from pay all of it together, each named once

    Scenario Outline: <what> is refused
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds the order, and amount.from is <from>
      Then the gateway refuses because the accounts do not make up the refund
      And the order is SUCCESS

      Examples:
        | what                    | from                                                                             |
        | A fen too little        | [{"account":"AVAILABLE","amount":99}]                                            |
        | A fen too much          | [{"account":"AVAILABLE","amount":60},{"account":"UNAVAILABLE","amount":41}]      |
        | The same account, twice | [{"account":"AVAILABLE","amount":60},{"account":"AVAILABLE","amount":40}]        |

    Scenario: What was refused takes nothing
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds the order, and amount.from is [{"account":"AVAILABLE","amount":99}]
      And the caller refunds 1.00 yuan
      Then the gateway accepts

  @REFUND-QUERY @gateway
  Rule: A refund query tells how the refund stands, and that an unknown one does not exist

    Scenario: Accepted is not refunded
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 1.00 yuan
      And the caller queries the refund
      Then the refund is PROCESSING

    Scenario Outline: A refund that ended in <status> is told so
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 1.00 yuan
      And the refund ends in <status>
      And the caller queries the refund
      Then the refund is <status>

      Examples:
        | status   |
        | SUCCESS  |
        | CLOSED   |
        | ABNORMAL |

    Scenario: A refund that nobody asked for does not exist
      When the caller queries a refund that nobody asked for
      Then the gateway refuses with RESOURCE_NOT_EXISTS

  @REFUND-NOTIFY @gateway
  Rule: The outcome of a refund is told to the refund's notify_url

    Scenario Outline: A refund that ended in <status> is told
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.60 yuan
      And the refund ends in <status>
      Then the caller has received 2 notifications
      And the notification is signed, opens and tells the refund as REFUND.<status>

      Examples:
        | status   |
        | SUCCESS  |
        | CLOSED   |
        | ABNORMAL |

    Scenario: That an ABNORMAL refund has arrived elsewhere is told too
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.60 yuan
      And the refund ends in ABNORMAL
      And the caller sends the refund to the merchant's own account
      And the refund ends in SUCCESS
      Then the caller has received 3 notifications
      And the notification is signed, opens and tells the refund as REFUND.SUCCESS

  @REFUND-TELLS @gateway
  Rule: Application and query tell a refund whole: its numbers, its way, its times and all of its amounts

    Scenario Outline: An accepted refund of <amount> is told whole
      Given an order of 12.34 yuan in SUCCESS
      When 3 minutes pass
      And the caller refunds <amount>
      Then the answer tells the refund field by field as PROCESSING

      Examples:
        | amount     |
        | 12.34 yuan |
        | 5.00 yuan  |
        | 0.01 yuan  |

    Scenario: The query tells the same refund
      Given an order of 12.34 yuan in SUCCESS
      When the caller refunds 5.00 yuan
      And the caller queries the refund
      Then the answer tells the refund field by field as PROCESSING

    Scenario Outline: A refund that ended in <status> is told whole
      Given an order of 12.34 yuan in SUCCESS
      When the caller refunds 5.00 yuan
      And the refund ends in <status>
      And the caller queries the refund
      Then the answer tells the refund field by field as <status>

      Examples:
        | status   |
        | SUCCESS  |
        | CLOSED   |
        | ABNORMAL |

    Scenario: A second part is told as a refund of its own
      Given an order of 12.34 yuan in SUCCESS
      When the caller refunds 5.00 yuan
      And 2 minutes pass
      And the caller refunds 3.00 yuan
      Then the answer tells the second refund field by field as PROCESSING

    Scenario: Of two parts the first is still told as it was
      Given an order of 12.34 yuan in SUCCESS
      When the caller refunds 5.00 yuan
      And the refund ends in SUCCESS
      And 2 minutes pass
      And the caller refunds 3.00 yuan
      And the caller queries the refund
      Then the answer tells the refund field by field as SUCCESS

  @REFUND-NOTIFY-TELLS @gateway
  Rule: A refund notification has every field of its envelope and of the refund in it, and goes to the refund's own notify_url

    Scenario Outline: A refund that ended in <status> is told whole
      Given an order of 12.34 yuan in SUCCESS
      When the caller refunds 5.00 yuan with a notify_url of its own
      And the refund ends in <status>
      Then the caller has received 2 notifications
      And the refund's own notify_url is told the refund field by field as <status>

      Examples:
        | status   |
        | SUCCESS  |
        | CLOSED   |
        | ABNORMAL |

    Scenario: The notification of a second part tells that part
      Given an order of 12.34 yuan in SUCCESS
      When the caller refunds 5.00 yuan with a notify_url of its own
      And the refund ends in SUCCESS
      And 2 minutes pass
      And the caller refunds 3.00 yuan with a notify_url of its own
      And the second refund ends in SUCCESS
      Then the refund's own notify_url is told the second refund field by field as SUCCESS

    Scenario: One that is refused is sent again
      Given an order of 12.34 yuan in SUCCESS
      When the caller refunds 5.00 yuan with a notify_url of its own
      And the caller answers notifications with HTTP 500
      And the refund ends in SUCCESS
      And 16 seconds pass
      Then the caller has received 3 notifications
      And the refund's own notify_url is told the refund field by field as SUCCESS

    Scenario Outline: HTTP <status> accepts none of a refund
      Given an order of 12.34 yuan in SUCCESS
      When the caller refunds 5.00 yuan with a notify_url of its own
      And the caller answers notifications with HTTP <status>
      And the refund ends in SUCCESS
      And 16 seconds pass
      Then the caller has received 3 notifications

      Examples:
        | status |
        | 201    |
        | 302    |
        | 404    |

    Scenario Outline: Within <time> one of a refund comes <count> times
      Given an order of 12.34 yuan in SUCCESS
      When the caller refunds 5.00 yuan with a notify_url of its own
      And the caller answers notifications with HTTP 500
      And the refund ends in SUCCESS
      And <time> pass
      Then the caller has received <all> notifications

      Examples:
        | time       | count | all |
        | 31 seconds | 3     | 4   |
        | 13 minutes | 5     | 6   |
        | 20 hours   | 15    | 16  |
