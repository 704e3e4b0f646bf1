Feature: Life of a prepay_id
  A prepay_id opens the cashier for two hours; then the same order is asked for again.

  @PREPAY-2H @gateway
  Rule: A prepay_id opens the cashier for two hours

    Scenario Outline: After <age> the prepay_id is still good
      Given an order of 1.00 yuan
      When <age> pass
      And the payer pays
      Then the cashier takes the payment
      And the order is SUCCESS

      Examples:
        | age                            |
        | 1 second                       |
        | 1 hour                         |
        | 1 hour 59 minutes 59 seconds   |

    Scenario Outline: After <age> the prepay_id is good no more
      Given an order of 1.00 yuan
      When <age> pass
      And the payer pays
      Then the cashier refuses
      And the order is NOTPAY

      Examples:
        | age                |
        | 2 hours 1 second   |
        | 1 day              |

    Scenario: A time_expire further away does not make it live longer
      Given an order of 1.00 yuan whose time_expire is 1 day away
      When 2 hours 1 second passes
      And the payer pays
      Then the cashier refuses
      And the order is NOTPAY

  @REORDER-SAME @gateway
  Rule: The original parameters bring a new prepay_id for the same unpaid order

    Scenario Outline: Ordered again after <age>, the order can be paid
      Given an order of 1.00 yuan
      When <age> pass
      And the caller orders again with the same parameters
      And the payer pays
      Then the cashier takes the payment
      And the order is SUCCESS

      Examples:
        | age              |
        | 1 hour           |
        | 2 hours 1 second |
        | 6 days           |

    Scenario: The new prepay_id lives two hours of its own
      Given an order of 1.00 yuan
      When 3 hours pass
      And the caller orders again with the same parameters
      And 1 hour 59 minutes 59 seconds pass
      And the payer pays
      Then the cashier takes the payment

    Scenario: After a payment that failed the order is asked for again and paid
      Given an order of 1.00 yuan
      When the payer fails to pay
      And the caller orders again with the same parameters
      Then the gateway accepts
      When the payer pays
      Then the cashier takes the payment
      And the order is SUCCESS

    Scenario: The same parameters in another order are the same
      Given an order of 1.00 yuan
      When the caller orders again with the same parameters in another order
      Then the gateway accepts
      And the gateway gives a prepay_id

    Scenario: The old prepay_id does not come to life again
      Given an order of 1.00 yuan
      When 3 hours pass
      And the caller orders again with the same parameters
      And the payer pays with the first prepay_id
      Then the cashier refuses
      And the order is NOTPAY

  @REORDER-CHANGED @gateway
  Rule: A number that is ordered again with other parameters is refused

    Scenario Outline: Ordered again with another <field>, the order is refused and stays as it was
      Given an order of 1.00 yuan
      When the caller orders again with <field> = <value>
      Then the gateway refuses because the parameters changed
      And the order is NOTPAY

      Examples:
        | field        | value                          |
        | amount.total | 200                            |
        | description  | "another thing"                |
        | attach       | "more"                         |
        | goods_tag    | "spring"                       |
        | notify_url   | "https://caller.example/other" |
        | time_expire  | "2030-01-01T00:00:00+08:00"    |
        | detail       | {"cost_price":100}             |
        | scene_info   | {"payer_client_ip":"14.23.150.211"} |

    Scenario: Ordered again without its attach, the order is refused and stays as it was
      Given an order of 1.00 yuan that carries attach and device_id
      When the caller orders again without attach
      Then the gateway refuses because the parameters changed
      And the order is NOTPAY

    Scenario: Ordered again for another payer, the order is refused and stays as it was
      Given an order of 1.00 yuan
      When the caller orders again with payer.openid = "oAnotherPayerWhomNobodyNamed"
      Then the gateway refuses because the payer changed
      And the order is NOTPAY

    Scenario: The first order can still be paid for its own amount
      Given an order of 1.00 yuan
      When the caller orders again with amount.total = 200
      And the payer pays
      And the caller queries the order
      Then the answer tells amount.total = 100

  @NUMBER-USED-UP @gateway
  Rule: The number of a paid or closed order is never used again

    Scenario Outline: A number in <state> is refused
      Given an order of 1.00 yuan in <state>
      When the caller orders again with the same parameters
      Then the gateway refuses because <reason>
      And the order is <state>

      Examples:
        | state   | reason              |
        | SUCCESS | the order is paid   |
        | REFUND  | the order is paid   |
        | CLOSED  | the order is closed |

    Scenario Outline: <age> later a number in <state> is refused as before
      Given an order of 1.00 yuan in <state>
      When <age> pass
      And the caller orders again with the same parameters
      Then the gateway refuses because <reason>
      And the order is <state>

      Examples:
        | state   | age      | reason              |
        | CLOSED  | 25 hours | the order is closed |
        | CLOSED  | 40 days  | the order is closed |
        | SUCCESS | 40 days  | the order is paid   |

    Scenario: The number of an order that has closed by itself is refused
      Given an order of 1.00 yuan
      When 8 days pass
      And the caller orders again with the same parameters
      Then the gateway refuses because the order is closed
      And the order is CLOSED

  @REORDER-AFTER-2H @merchant
  Rule: A prepay_id older than two hours is replaced by ordering again with the original parameters

    Scenario: After two hours the merchant orders again and the customer can pay
      Given a customer stands before the cashier with goods for 9.90 yuan
      When 2 hours 5 minutes pass
      And the customer taps Pay again
      Then the merchant has ordered again with the original parameters

    Scenario: After two days too
      Given a customer stands before the cashier with goods for 9.90 yuan
      When 2 days pass
      And the customer taps Pay again
      Then the merchant has ordered again with the original parameters

    Scenario: The time_expire stays the first one
      Given a customer stands before the cashier with goods for 9.90 yuan, to be paid within 5 hours
      When 2 hours 5 minutes pass
      And the customer taps Pay again
      Then the merchant has ordered again with the original parameters

    Scenario: A tap in between does not make the prepay_id live longer
      Given a customer stands before the cashier with goods for 9.90 yuan
      When 1 hour passes
      And the customer taps Pay again
      And 1 hour 5 minutes pass
      And the customer taps Pay again
      Then the prepay_id that the merchant hands over is still good

    Scenario Outline: A payment with what the merchant asked for anew after <time> is told and taken
      Given a customer stands before the cashier with goods for 9.90 yuan
      When <time> pass
      And the customer taps Pay again
      And the customer pays
      Then the merchant takes the order for paid

      Examples:
        | time    |
        | 5 hours |
        | 2 days  |

    Scenario: The customer pays with what the merchant asked for anew
      Given a customer stands before the cashier with goods for 9.90 yuan
      Then the merchant takes the order for unpaid
      When 5 hours pass
      And the customer taps Pay again
      And the customer pays
      And the customer returns to the shop
      Then the merchant takes the order for paid
