Feature: Refunds of orders that were paid with coupons
  A coupon pays a part of an order. A refund gives back to the payer and to the coupons what each of them paid of it.

  @REFUND-COUPONS @gateway
  Rule: A refund of an order paid with coupons gives back the payer's share of it, rounded half up, and never more than was paid

    Scenario Outline: Of <total> with a coupon of <coupon>, a refund of <refund> gives back <payer> fen
      Given an order of <total> is paid with a CASH coupon of <coupon>
      When the caller refunds <refund>
      Then the gateway accepts
      And the answer tells amount.payer_refund = <payer>
      And the answer tells amount.discount_refund = <discount>

      Examples: The example of the page
        | total      | coupon    | refund    | payer | discount |
        | 10.00 yuan | 2.00 yuan | 5.00 yuan | 400   | 100      |

      Examples: Half a fen is rounded up, and what is less is not
        | total     | coupon    | refund    | payer | discount |
        | 1.00 yuan | 0.50 yuan | 0.01 yuan | 1     | 0        |
        | 1.00 yuan | 0.50 yuan | 0.05 yuan | 3     | 2        |
        | 1.00 yuan | 0.50 yuan | 0.07 yuan | 4     | 3        |
        | 1.01 yuan | 0.51 yuan | 0.01 yuan | 0     | 1        |
        | 1.01 yuan | 0.51 yuan | 0.05 yuan | 2     | 3        |
        | 1.01 yuan | 0.50 yuan | 0.01 yuan | 1     | 0        |

      Examples: A whole refund gives back just what was paid
        | total      | coupon    | refund     | payer | discount |
        | 1.00 yuan  | 0.33 yuan | 1.00 yuan  | 67    | 33       |
        | 10.00 yuan | 9.99 yuan | 10.00 yuan | 1     | 999      |

    Scenario: Answer and query tell the coupon, and what of it goes back
      Given an order of 10.00 yuan is paid with a CASH coupon of 2.00 yuan
      When the caller refunds 5.00 yuan
      Then the answer tells the coupon, and that 1.00 yuan of it goes back
      When the caller queries the refund
      Then the answer tells the coupon, and that 1.00 yuan of it goes back

    Scenario: Parts together give back no more than was paid
      Given an order of 1.00 yuan is paid with a CASH coupon of 0.50 yuan
      When the caller refunds 0.33 yuan
      And 2 minutes pass
      And the caller refunds 0.33 yuan
      And 2 minutes pass
      And the caller refunds 0.34 yuan
      Then the payer is given back no more than 0.50 yuan

    Scenario: The merchant settles without the coupon that nobody has paid for
      Given an order of 10.00 yuan is paid with a CASH coupon of 1.00 yuan and a NOCASH coupon of 1.00 yuan
      When the caller refunds 5.00 yuan
      Then the answer tells amount.payer_total = 800
      And the answer tells amount.payer_refund = 400
      And the answer tells amount.settlement_total = 900
      And the answer tells amount.settlement_refund = 450

    Scenario: The notification tells what the payer gets back
      Given an order of 10.00 yuan is paid with a CASH coupon of 2.00 yuan
      When the caller refunds 5.00 yuan
      And the refund ends in SUCCESS
      Then the notification is signed, opens and tells the refund as REFUND.SUCCESS
      And the notification tells amount.payer_total = 800
      And the notification tells amount.payer_refund = 400
