Feature: Closing an order
  What nobody shall pay any more is closed; what is paid can not be.

  @CLOSE-ORDER @gateway
  Rule: The merchant can close an unpaid order, and closing it again is no error

    Scenario: An unpaid order is closed
      Given an order of 1.00 yuan
      When the caller closes the order
      Then the gateway accepts without a body
      And the order is CLOSED

    Scenario: An order that was tried to be paid, and whose prepay_id is good no more, is closed
      Given an order of 1.00 yuan
      When the payer fails to pay
      And 3 hours pass
      And the caller closes the order
      Then the gateway accepts without a body
      And the order is CLOSED

    Scenario: An order that was asked for again is closed
      Given an order of 1.00 yuan
      When 3 hours pass
      And the caller orders again with the same parameters
      And the caller closes the order
      Then the gateway accepts without a body
      And the order is CLOSED

    Scenario: A closed order is closed again
      Given an order of 1.00 yuan in CLOSED
      When the caller closes the order
      Then the gateway accepts without a body
      And the order is CLOSED

    Scenario: An order that has closed by itself is closed again
      Given an order of 1.00 yuan
      When 8 days pass
      And the caller closes the order
      Then the gateway accepts without a body
      And the order is CLOSED

    Scenario Outline: An order in <state> is not closed
      Given an order of 1.00 yuan in <state>
      When the caller closes the order
      Then the gateway refuses because the order is paid
      And the order is <state>

      Examples:
        | state   |
        | SUCCESS |
        | REFUND  |

  @QUERY-BEFORE-CLOSE @merchant
  Rule: Before closing an order the merchant queries it, and closes only what is unpaid

    Scenario: The customer gives an unpaid order up
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer gives the order up
      Then the merchant has queried the order and then closed it

  @CLOSE-THEN-FAILED @merchant
  Rule: An order is given up only once WeChat Pay has closed it; a payment in between is honoured

    Scenario: An order given up is closed at WeChat Pay
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer gives the order up
      Then the merchant takes the order for closed
      And the merchant has closed the order

    Scenario: The customer had paid before giving the order up
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      When the customer pays
      And the customer gives the order up
      Then the merchant has not closed the order
      And the merchant takes the order for paid
      And the goods were handed out 1 time

    Scenario: What the merchant gives up by a countdown of its own is closed at WeChat Pay
      Given a customer stands before the cashier with goods for 9.90 yuan
      When 1 day passes
      Then an order that the merchant has given up by itself is closed at WeChat Pay

    Scenario Outline: Nor does it give up by its countdown while answers to <calls> are error-500
      Given a customer stands before the cashier with goods for 9.90 yuan
      And answers to <calls> are error-500
      When 1 day passes
      Then an order that the merchant has given up by itself is closed at WeChat Pay

      Examples:
        | calls   |
        | queries |
        | closes  |

    Scenario: An order of three hours ago is closed as any other
      Given a customer stands before the cashier with goods for 9.90 yuan
      When 3 hours pass
      And the customer gives the order up
      Then the merchant takes the order for closed
      And the merchant has closed the order

    Scenario Outline: While queries are refused (<fault>), nothing is given up
      Given a customer stands before the cashier with goods for 9.90 yuan
      And answers to queries are <fault>
      And answers to closes are error-500
      When the customer gives the order up
      Then the merchant has not closed the order
      And the merchant takes the order for unpaid

      Examples:
        | fault      |
        | rate-limit |
        | rule-limit |
        | no-auth    |

    Scenario: While WeChat Pay can neither be asked nor told, nothing is given up
      Given a customer stands before the cashier with goods for 9.90 yuan
      And answers to queries are error-500
      And answers to closes are error-500
      When the customer gives the order up
      Then the merchant has not closed the order
      And the merchant takes the order for unpaid

    Scenario Outline: What WeChat Pay does not close (<fault>) is not given up
      Given a customer stands before the cashier with goods for 9.90 yuan
      And answers to closes are <fault>
      When the customer gives the order up
      Then the merchant has not closed the order
      And the merchant takes the order for unpaid

      Examples:
        | fault        |
        | error-500    |
        | rule-limit   |
        | reset-before |
