Feature: One order to pay
  A customer who taps twice, or whose network is bad, must not be able to pay twice.

  @ONE-ORDER @merchant
  Rule: However often the customer taps Pay, one order can be paid

    Scenario: Two taps at once
      Given a customer has ordered goods for 9.90 yuan
      When the customer taps Pay twice at once
      Then there is one order to pay

    Scenario Outline: The customer <does> and taps Pay again
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer <does>
      And the customer comes back to look at the order
      And the customer taps Pay again
      Then there is one order to pay

      Examples:
        | does         |
        | cancels      |
        | fails to pay |

    Scenario Outline: The customer has paid, and taps Pay again after <time>
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer pays
      And <time> pass
      And the customer taps Pay
      Then there is one order to pay

      Examples:
        | time      |
        | 5 minutes |
        | 3 hours   |

    Scenario: The customer has paid, WeChat Pay cannot be asked, and the customer taps Pay again
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      And answers to queries are error-500
      When the customer pays
      And the customer comes back to look at the order
      And the customer taps Pay
      Then there is one order to pay

    Scenario Outline: Orders cannot be closed, and the customer taps Pay again after <time>
      Given a customer stands before the cashier with goods for 9.90 yuan
      And answers to closes are error-500
      When <time> pass
      And the customer taps Pay
      Then there is one order to pay

      Examples:
        | time      |
        | 5 minutes |
        | 3 hours   |

  @ORDER-RETRY @merchant
  Rule: An order whose outcome is not known is asked for again under the same number, with the same parameters

    Scenario Outline: The answer to the order is <fault>
      Given a customer has ordered goods for 9.90 yuan
      And the next answer to an order is <fault>
      When the customer taps Pay, and again where that failed
      Then there is one order to pay

      Examples:
        | fault        |
        | error-500    |
        | rate-limit   |
        | reset-before |
        | reset-after  |
