Feature: Final states
  CLOSED, SUCCESS and REFUND are where an order comes to rest.

  @FINAL-CLOSED @gateway
  Rule: CLOSED is final

    Scenario: A closed order can not be paid
      Given an order of 1.00 yuan in CLOSED
      When the payer pays
      Then the cashier refuses
      And the order is CLOSED

    Scenario: A closed order can not be paid with an older prepay_id
      Given an order of 1.00 yuan
      When the caller orders again with the same parameters
      And the caller closes the order
      And the payer pays with the first prepay_id
      Then the cashier refuses
      And the order is CLOSED

    Scenario Outline: A closed order stays closed when <event>
      Given an order of 1.00 yuan in CLOSED
      When <event>
      Then the order is CLOSED

      Examples:
        | event                                            |
        | the caller orders again with the same parameters |
        | the caller closes the order                      |
        | the caller refunds 1.00 yuan                     |
        | 8 days pass                                      |

  @FINAL-SUCCESS @gateway
  Rule: SUCCESS is final but for a refund

    Scenario: A paid order can not be paid again
      Given an order of 1.00 yuan in SUCCESS
      When the payer pays
      Then the cashier refuses
      And the order is SUCCESS

    Scenario: A paid order can not be paid again with an older prepay_id
      Given an order of 1.00 yuan
      When the caller orders again with the same parameters
      And the payer pays
      And the payer pays with the first prepay_id
      Then the cashier refuses
      And the order is SUCCESS

    Scenario Outline: A paid order stays paid when <event>
      Given an order of 1.00 yuan in SUCCESS
      When <event>
      Then the order is SUCCESS

      Examples:
        | event                                            |
        | the caller orders again with the same parameters |
        | the caller closes the order                      |
        | the payer fails to pay                           |
        | 8 days pass                                      |
        | the caller refunds 1.00 yuan with another key than the merchant's |
        | 400 days pass                                    |

    Scenario: A paid order stays paid past its time_expire
      Given an order of 1.00 yuan whose time_expire is 30 minutes away
      When the payer pays
      And 8 days pass
      Then the order is SUCCESS

  @FINAL-REFUND @gateway
  Rule: REFUND is final

    Scenario: A refunded order can not be paid
      Given an order of 1.00 yuan in REFUND
      When the payer pays
      Then the cashier refuses
      And the order is REFUND

    Scenario Outline: A refunded order stays so when <event>
      Given an order of 1.00 yuan in REFUND
      When <event>
      Then the order is REFUND

      Examples:
        | event                                            |
        | the caller orders again with the same parameters |
        | the caller closes the order                      |
        | the refund ends in SUCCESS                       |
        | 8 days pass                                      |

  @FINAL-KEPT @merchant
  Rule: The merchant never takes a final state back

    Scenario Outline: A paid order stays paid when <event>
      Given a customer has paid 9.90 yuan for goods
      When <event>
      Then the merchant takes the order for paid
      And the goods were handed out 1 time

      Examples:
        | event                                                   |
        | the mini program reports "requestPayment:fail cancel"   |
        | the mini program reports "requestPayment:fail (system)" |
        | the customer gives the order up                         |
        | the notification comes once more                        |
        | 8 days pass                                             |

    Scenario: A closed order stays closed when the mini program reports ok
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer gives the order up
      And the merchant gives it up too
      And the mini program reports "requestPayment:ok"
      Then the merchant takes the order for closed
      And the goods were handed out 0 times

    Scenario: A closed order stays closed when the customer taps Pay
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer gives the order up
      And the merchant gives it up too
      And the customer taps Pay
      Then the merchant takes the order for closed

    Scenario Outline: A paid order that WeChat Pay can not be asked about stays paid when <event>
      Given a customer has paid 9.90 yuan for goods
      And answers to queries are error-500
      When <event>
      Then the merchant takes the order for paid
      And the goods were handed out 1 time

      Examples:
        | event                                      |
        | the mini program reports "requestPayment:ok" |
        | the customer gives the order up            |

    Scenario: A refunded order stays refunded when the mini program reports ok
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      And the merchant learns that the money is back
      And the mini program reports "requestPayment:ok"
      Then the merchant takes the order for what it did before
      And the goods were handed out 1 time

    Scenario: A refunded order stays refunded when the payment is notified only then
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is late
      When the customer pays
      And the merchant refunds 9.90 yuan
      And WeChat Pay gives the money back
      And the merchant learns that the money is back
      And 2 hours pass
      Then the merchant takes the order for what it did before

    Scenario: A refunded order stays refunded when the payment is notified again
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      And the merchant learns that the money is back
      And the notification comes once more
      Then the merchant takes the order for what it did before
      And the goods were handed out 1 time
