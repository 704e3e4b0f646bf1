Feature: Refunds, as the merchant asks for them
  Asking for a refund is not yet having refunded.

  @REFUND-NOT-YET @merchant
  Rule: An accepted refund is not shown as refunded until WeChat Pay says so

    Scenario: Right after acceptance the refund is under way
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      Then the merchant shows no refund as done

    Scenario: Once the notification says so it is done
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      Then the merchant shows the refund as done

    Scenario: Without a notification the query says so
      Given a customer has paid 9.90 yuan for goods
      And notifications are lost
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      Then the merchant takes the refund for refunded

    Scenario: Two days later the query still says so
      Given a customer has paid 9.90 yuan for goods
      And notifications are lost
      When the merchant refunds 9.90 yuan
      And 2 days pass
      Then the merchant takes the refund for refunded

    Scenario: What was ABNORMAL at first is done at last
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And the merchant's refund ends in ABNORMAL
      And the merchant's refund ends in SUCCESS
      Then the merchant shows the refund as done

    Scenario: A refund that ended in CLOSED has failed
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And the merchant's refund ends in CLOSED
      Then the merchant takes the refund for failed

    Scenario: Without a notification the query says that it has failed
      Given a customer has paid 9.90 yuan for goods
      And notifications are lost
      When the merchant refunds 9.90 yuan
      And the merchant's refund ends in CLOSED
      Then the merchant takes the refund for failed

    Scenario Outline: A refund that ended in <status> is not shown as done
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And the merchant's refund ends in <status>
      Then the merchant does not say that the money is back

      Examples:
        | status   |
        | CLOSED   |
        | ABNORMAL |

    Scenario: That the order is in REFUND does not say that the money is back
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And the customer comes back to look at the order
      Then the merchant does not say that the money is back

    Scenario: That an hour has passed does not say so either
      Given a customer has paid 9.90 yuan for goods
      And notifications are lost
      And answers to refund queries are error-500
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      Then the merchant does not say that the money is back

    Scenario: That one part is back does not say so of another
      Given a customer has paid 9.90 yuan for goods
      And the merchant has refunded 3.00 yuan 2 times, 2 minutes apart
      When WeChat Pay gives the first part back
      Then the merchant does not say that the other part is back

  @REFUND-TOTAL @merchant
  Rule: Each refund names the order's original total, and all together stay within it

    Scenario: Two partial refunds
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 3.00 yuan
      And 1 hour passes
      And the merchant refunds 6.90 yuan
      Then the merchant has asked for 2 refunds, each naming the order's total and all within it

    Scenario: Asked for more than is left, the merchant does not ask WeChat Pay
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 3.00 yuan
      And 1 hour passes
      And the merchant is asked to refund the whole price once more
      Then the merchant has asked for 1 refund, each naming the order's total and all within it

    Scenario: Asked for more than two parts have left, it does not ask either
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 3.00 yuan
      And 1 hour passes
      And the merchant refunds 3.00 yuan
      And 1 hour passes
      And the merchant is asked to refund 6.90 yuan
      Then the merchant has asked for 2 refunds, each naming the order's total and all within it

    Scenario: One part has failed, and the other is under way
      Given a customer has paid 9.90 yuan for goods
      And the merchant has refunded 3.00 yuan 2 times, 2 minutes apart
      When the merchant's refund ends in CLOSED
      And the merchant is asked to refund the whole price once more
      Then the refunds that the merchant has asked for stay within the order's total

    Scenario: One part is back, and the other has failed
      Given a customer has paid 9.90 yuan for goods
      And the merchant has refunded 3.00 yuan 2 times, 2 minutes apart
      When WeChat Pay gives the first part back
      And the merchant's refund ends in CLOSED
      And the merchant is asked to refund the whole price once more
      Then the refunds that the merchant has asked for stay within the order's total

    Scenario: A refund that takes long is not asked for again
      Given a customer has paid 9.90 yuan for goods
      And notifications are lost
      And answers to refund queries are error-500
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      And somebody looks at the refund
      And the merchant is asked to refund the whole price once more
      Then the merchant has asked for 1 refund, each naming the order's total and all within it

    Scenario Outline: What a <type> coupon has paid belongs to the total
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer pays with a <type> coupon of 1.00 yuan
      And the customer comes back to look at the order
      And the merchant learns of the payment
      And the merchant refunds 9.90 yuan
      Then the merchant has asked for 1 refund, each naming the order's total and all within it
      And the merchant asks for 9.90 yuan back

      Examples:
        | type   |
        | CASH   |
        | NOCASH |

    Scenario Outline: A part of <part> is asked back to the fen
      Given a customer has paid 19.90 yuan for goods
      When the merchant refunds <part>
      Then the merchant asks for <part> back

      Examples: Parts that floating-point numbers get wrong
        | part       |
        | 0.29 yuan  |
        | 4.35 yuan  |

    Scenario Outline: The price of goods for <price> is asked back to the fen
      Given a customer has paid <price> for goods
      When the merchant refunds <price>
      Then the merchant asks for <price> back

      Examples: Prices that floating-point numbers get wrong
        | price      |
        | 0.07 yuan  |
        | 1.10 yuan  |
        | 8.80 yuan  |
        | 9.80 yuan  |
        | 19.90 yuan |

  @REFUND-RETRY @merchant
  Rule: A refund whose outcome is not known is asked for again under the same number

    Scenario Outline: The answer to the application is <fault>
      Given a customer has paid 9.90 yuan for goods
      And the next answer to a refund is <fault>
      When the merchant refunds 9.90 yuan, and again where that failed
      Then each application is for the same refund

      Examples:
        | fault        |
        | error-500    |
        | unavailable  |
        | rate-limit   |
        | reset-before |
        | reset-after  |

    Scenario Outline: The answers to the first two applications are <fault>
      Given a customer has paid 9.90 yuan for goods
      And the next answer to a refund is <fault>
      And the next answer to a refund is <fault>
      When the merchant refunds 9.90 yuan
      And the merchant is asked to refund the whole price once more
      Then each application is for the same refund

      Examples:
        | fault       |
        | error-500   |
        | reset-after |

  @REFUND-REFUSED @merchant
  Rule: A refund that WeChat Pay refuses is not shown as refunded

    Scenario: More than a year after the payment
      Given a customer has paid 9.90 yuan for goods
      When 367 days pass
      And the merchant is asked to refund 9.90 yuan
      Then nothing is refunded, and the merchant does not say so

    Scenario: The fifty-first part
      Given a customer has paid 9.90 yuan for goods
      And the merchant has refunded 0.01 yuan 50 times, 2 minutes apart
      When the merchant is asked to refund 0.01 yuan
      Then the part is not refunded, and the merchant does not say so

    Scenario: The merchant's account holds too little
      Given a customer has paid 9.90 yuan for goods
      When the merchant's account holds 0.00 yuan
      And the merchant is asked to refund 9.90 yuan
      And WeChat Pay refuses the refund
      Then nothing is refunded, and the merchant does not say so

  @REFUND-NOTIFY-VERIFIED @merchant
  Rule: A refund notification that does not verify or does not open is refused and has no effect

    Scenario Outline: A refund notification with the fault <fault> is refused
      Given a customer has paid 9.90 yuan for goods
      And the merchant refunds 9.90 yuan and shows it as under way
      When a notification with the fault <fault> comes of a refund that is not done
      Then the merchant has refused the notification
      And the merchant shows no refund as done

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

      Examples: Its body and content
        | fault               |
        | altered-body        |
        | wrong-key           |
        | tampered-ciphertext |
