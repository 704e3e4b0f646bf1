Feature: Querying an order
  The query is what a merchant can rely on, whether or not anything else arrives.

  @QUERY-ORDER @gateway
  Rule: A query tells the state of an order, and that an unknown one does not exist

    Scenario Outline: An order in <state> is told as it is
      Given an order of 1.00 yuan in <state>
      When the caller queries the order
      Then the answer tells trade_state = "<state>"
      And the answer tells the order's own out_trade_no

      Examples:
        | state   |
        | NOTPAY  |
        | SUCCESS |
        | CLOSED  |
        | REFUND  |

    Scenario: Of a paid order the amount is told
      Given an order of 1.00 yuan in SUCCESS
      When the caller queries the order
      Then the answer tells amount.total = 100

    Scenario Outline: An order in <state> is found by its transaction_id too
      Given an order of 1.00 yuan in <state>
      When the caller queries the order by its transaction_id
      Then the answer tells trade_state = "<state>"
      And the answer tells the order's own out_trade_no

      Examples:
        | state   |
        | SUCCESS |
        | REFUND  |

    Scenario: An order that nobody made does not exist
      When the caller queries an order that nobody made
      Then the gateway refuses with ORDER_NOT_EXIST

    Scenario: A transaction_id that was given to nobody does not exist
      When the caller queries an order whose transaction_id is "4200000000000000000000000000"
      Then the gateway refuses with ORDER_NOT_EXIST

  @FOREIGN-ORDER @gateway
  Rule: What is no order of the merchant's own is neither told nor closed

    Scenario: A query in another merchant's name
      Given an order of 1.00 yuan
      When the caller queries the order, naming the mchid of somebody else
      Then the gateway refuses because the order is another merchant's

    Scenario: A close in another merchant's name
      Given an order of 1.00 yuan
      When the caller closes the order, naming the mchid of somebody else
      Then the gateway refuses because the order is another merchant's
      And the order is NOTPAY

    Scenario: A close of an order that nobody made
      When the caller closes an order that nobody made
      Then the gateway accepts without a body, or says that there is no such order

  @QUERY-TELLS @gateway
  Rule: A query tells of a payment everything that belongs to it, and of an unpaid order nothing of the kind

    Scenario Outline: A paid order is told whole when the caller queries <how>
      Given an order of 12.34 yuan that carries attach and device_id
      When 3 minutes pass
      And the payer pays
      And 5 minutes pass
      And the caller queries <how>
      Then the answer tells the payment field by field

      Examples:
        | how                            |
        | the order                      |
        | the order by its transaction_id |

    Scenario Outline: After a refund the payment is still told whole when the caller queries <how>
      Given an order of 12.34 yuan that carries attach and device_id
      When the payer pays
      And 3 minutes pass
      And the caller refunds 5.00 yuan
      And the caller queries <how>
      Then the answer tells the payment field by field

      Examples:
        | how                            |
        | the order                      |
        | the order by its transaction_id |

    Scenario: What the merchant wrote into attach is told to the letter
      When the caller orders with attach = "货架 7, \"左\" & <右>"
      And the payer pays
      And the caller queries the order
      Then the answer tells attach = "货架 7, \"左\" & <右>"

    Scenario Outline: What was not sent is not told of an order in <state>
      Given an order of 1.00 yuan in <state>
      When the caller queries the order
      Then the answer tells the payment field by field

      Examples:
        | state   |
        | SUCCESS |
        | REFUND  |

    Scenario: An order that nobody has paid has no payment to tell of
      Given an order of 12.34 yuan that carries attach and device_id
      When the caller queries the order
      Then the answer tells the order, and nothing of a payment

    Scenario: Nor has one that was closed
      Given an order of 12.34 yuan that carries attach and device_id
      When the caller closes the order
      And the caller queries the order
      Then the answer tells the order, and nothing of a payment

  @QUERY-AFTER-RETURN @merchant
  Rule: After requestPayment returns, whatever it said, the merchant queries the order

    Scenario Outline: The customer <does> and returns
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      When the customer <does>
      And the customer returns to the shop
      Then the merchant has queried the order since
      And the customer is shown that the order is <shown>

      Examples:
        | does         | shown  |
        | pays         | paid   |
        | cancels      | unpaid |
        | fails to pay | unpaid |

  @PAID-BY-QUERY @merchant
  Rule: A paid order is recognised by query alone when no notification arrives

    Scenario: The customer returns, no notification comes
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      Then the merchant takes the order for unpaid
      When the customer pays
      And the customer returns to the shop
      Then the merchant takes the order for paid
      And the goods were handed out 1 time

    Scenario: The customer returns twice at once, no notification comes
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      When the customer pays
      And the customer returns to the shop twice at once
      Then the merchant takes the order for paid
      And the goods were handed out 1 time

    Scenario: A coupon has paid a part, the customer returns, no notification comes
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      When the customer pays with a CASH coupon of 1.00 yuan
      And the customer returns to the shop
      Then the merchant takes the order for paid

    Scenario: requestPayment reports a failure although the payment went through
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      When the customer pays
      And the mini program reports "requestPayment:fail (timeout)"
      Then the merchant takes the order for paid

  @POLL-WHEN-SILENT @merchant
  Rule: When neither notification nor customer comes back, the merchant asks by itself

    Scenario: The customer pays and closes the app, and no notification comes
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      Then the merchant takes the order for unpaid
      When 2 minutes pass
      And the customer pays
      And 30 minutes pass, or the time to pay is almost over
      Then the merchant takes the order for paid
      And the goods were handed out 1 time

    Scenario: Before that, WeChat Pay could not be asked for a while
      Given a customer stands before the cashier with goods for 9.90 yuan
      And answers to queries are error-500
      When 1 minute passes
      And all goes right again and what is left is done
      And notifications are lost
      And the customer pays
      And 30 minutes pass, or the time to pay is almost over
      Then the merchant takes the order for paid

    Scenario Outline: The customer <does>, comes back, pays after all and closes the app
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      When the customer <does>
      And the customer comes back to look at the order
      Then the merchant takes the order for unpaid
      When the customer pays
      And 30 minutes pass, or the time to pay is almost over
      Then the merchant takes the order for paid

      Examples:
        | does         |
        | cancels      |
        | fails to pay |
