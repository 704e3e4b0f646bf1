Feature: A refund that did not come out well
  What a refund came to decides whether it may be asked for again.

  @REFUND-AFTER-CLOSED @merchant
  Rule: A refund that ended CLOSED is asked for again under a new number, and one that is ABNORMAL is not asked for again

    Scenario: The refund ended CLOSED
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And the merchant's refund ends in CLOSED
      And the merchant refunds 9.90 yuan once more
      Then the merchant has asked for it under a new number

    Scenario: The refund is ABNORMAL
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And the merchant's refund ends in ABNORMAL
      And the merchant is asked to refund the whole price once more
      Then the merchant has asked for 1 refund, each naming the order's total and all within it
