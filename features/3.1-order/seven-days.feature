Feature: Seven days
  An order that nobody pays does not wait for ever.

  @UNPAID-7D @gateway
  Rule: An unpaid order closes by itself after seven days; without time_expire it can be paid until then

    Scenario Outline: After <age> the order is <state>
      Given an order of 1.00 yuan
      When <age> pass
      Then the order is <state>

      Examples:
        | age                                     | state  |
        | 1 day                                   | NOTPAY |
        | 6 days 23 hours 59 minutes 59 seconds   | NOTPAY |
        | 7 days 1 second                         | CLOSED |
        | 30 days                                 | CLOSED |

    Scenario: An order whose time_expire is long past closes after seven days too
      Given an order of 1.00 yuan whose time_expire is 30 minutes away
      When 7 days 1 second pass
      Then the order is CLOSED

    Scenario: An order that was tried to be paid closes after seven days too
      Given an order of 1.00 yuan
      When the payer fails to pay
      And 7 days 1 second pass
      Then the order is CLOSED

    Scenario: In the last minute of the seventh day it can still be paid
      Given an order of 1.00 yuan
      When 6 days 23 hours 59 minutes pass
      And the caller orders again with the same parameters
      And the payer pays
      Then the cashier takes the payment
      And the order is SUCCESS

    Scenario: After seven days it can be paid no more
      Given an order of 1.00 yuan
      When 6 days 23 hours 59 minutes pass
      And the caller orders again with the same parameters
      And 61 seconds pass
      And the payer pays
      Then the cashier refuses
      And the order is CLOSED
