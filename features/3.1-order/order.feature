Feature: Ordering
  The merchant orders at WeChat Pay and gets the prepay_id with which its customer can pay.

  @ORDER-PREPAY-ID @gateway
  Rule: An order is answered with a prepay_id and is then unpaid

    Scenario Outline: An order of <amount> is made
      When the caller orders for <amount>
      Then the gateway accepts
      And the gateway gives a prepay_id
      And the order is NOTPAY

      Examples:
        | amount         |
        | 0.01 yuan      |
        | 1.00 yuan      |
        | 12345.67 yuan  |

  @ORDER-PARAMS @gateway
  Rule: An order whose parameters break the rules is refused and not made

    Scenario Outline: An order with <field> = <value> is refused
      When the caller orders with <field> = <value>
      Then the gateway refuses with PARAM_ERROR
      And no order was made

      Examples: The amount
        | field           | value  |
        | amount.total    | 0      |
        | amount.total    | -1     |
        | amount.total    | 0.01   |
        | amount.total    | "9.90" |
        | amount.total    | null   |
        | amount.currency | "USD"  |

      Examples: Numbers and names
        | field        | value                               |
        | out_trade_no | "abcde"                             |
        | out_trade_no | "012345678901234567890123456789012" |
        | out_trade_no | "订单号一二三"                      |
        | mchid        | "1900000000"                        |

      Examples: Addresses and dates
        | field       | value                          |
        | notify_url  | "https://shop.example/pay?a=b" |
        | notify_url  | "shop.example/pay"             |
        | time_expire | "20260115110000"               |
        | time_expire | "2026-01-15 11:00:00"          |

    Scenario Outline: An order without <field> is refused and not made
      When the caller orders without <field>
      Then the gateway refuses with PARAM_ERROR
      And no order was made

      Examples:
        | field       |
        | appid       |
        | description |
        | notify_url  |
        | amount      |
        | payer       |

    Scenario Outline: A body that is no JSON is refused
      When the caller orders with the body "<body>"
      Then the gateway refuses with PARAM_ERROR
      And no order was made

      Examples:
        | body       |
        | {          |
        | appid=wx12 |

    Scenario Outline: Numbers of <length> characters are accepted
      When the caller orders under a new number of <length> characters
      Then the gateway accepts
      And the order is NOTPAY

      Examples: Both edges of the length
        | length |
        | 6      |
        | 32     |

  @ORDER-APPID-BOUND @gateway
  Rule: An appid that is not bound to the merchant cannot order

    Scenario: A foreign appid is refused
      When the caller orders with appid = "wx0123456789abcdef"
      Then the gateway refuses with APPID_MCHID_NOT_MATCH
      And no order was made

  @MONEY-FEN @merchant
  Rule: Amounts are the price in whole fen

    Scenario Outline: Goods for <price> are ordered as <fen>
      Given a customer stands before the cashier with goods for <price>
      Then the merchant orders <fen>

      Examples: Prices that floating-point numbers get wrong
        | price      | fen       |
        | 0.01 yuan  | 1 fen     |
        | 0.07 yuan  | 7 fen     |
        | 1.10 yuan  | 110 fen   |
        | 8.80 yuan  | 880 fen   |
        | 9.80 yuan  | 980 fen   |
        | 19.90 yuan | 1990 fen  |
