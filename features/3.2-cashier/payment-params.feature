Feature: requestPayment
  The mini program opens the cashier with params that only the merchant's backend can sign.

  @CASHIER-PAYSIGN @gateway
  Rule: The cashier opens only for payment params that the merchant signed right

    Scenario: Params signed by the merchant open it
      Given an order of 1.00 yuan
      When the payer pays
      Then the cashier takes the payment

    Scenario Outline: Params whose <field> was changed after signing do not
      Given an order of 1.00 yuan
      When the payer pays with <field> "<value>" in the payment params
      Then the cashier refuses
      And the order is NOTPAY

      Examples:
        | field     | value                                |
        | timeStamp | 1400000000                           |
        | nonceStr  | another                              |
        | package   | prepay_id=wx201410272009395522657a69 |
        | appId     | wx0123456789abcdef                   |
        | signType  | MD5                                  |
        | paySign   | bm90IGEgc2lnbmF0dXJl                 |

  @CASHIER-PAYER @gateway
  Rule: Only the payer whom the order names can pay it

    Scenario: Another WeChat user is refused
      Given an order of 1.00 yuan
      When another payer pays
      Then the cashier refuses
      And the order is NOTPAY
      When the payer pays
      Then the cashier takes the payment

  @PAY-PARAMS @merchant
  Rule: The arguments of requestPayment are complete, fresh and signed right

    Scenario: The first tap on Pay
      Given a customer stands before the cashier with goods for 9.90 yuan
      Then the payment params are right in every detail

    Scenario: A second tap within two hours pays for the same order
      Given a customer stands before the cashier with goods for 9.90 yuan
      When 10 minutes pass
      And the customer taps Pay again
      Then there is one order to pay
      And the payment params are right in every detail
