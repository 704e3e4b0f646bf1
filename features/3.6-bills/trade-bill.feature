Feature: The trade bill
  What was paid and refunded on a day stands in the bill of that day, and the merchant reconciles by it.

  @BILL-TRADE @gateway
  Rule: The trade bill of a day tells what was paid and refunded on it, in the documented columns

    Scenario: A payment stands in the bill of its day
      Given an order of 12.30 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller fetches the trade bill of that day
      Then the bill tells of the payment
        | 特约商户号   | 0     |
        | 交易类型     | JSAPI |
        | 货币种类     | CNY   |
        | 应结订单金额 | 12.30 |
        | 代金券金额   | 0.00  |
        | 微信退款单号 | 0     |
        | 商户退款单号 | 0     |
        | 退款金额     | 0.00  |
        | 退款状态     |       |
        | 订单金额     | 12.30 |
        | 申请退款金额 | 0.00  |

    Scenario: A refund stands in it in a row of its own
      Given an order of 12.30 yuan in SUCCESS
      When the caller refunds 5.00 yuan
      And it is 10:00:01 on the next day
      And the caller fetches the trade bill of that day
      Then the bill has 2 rows
      And the bill tells of the refund
        | 交易状态     | REFUND   |
        | 应结订单金额 | 0.00     |
        | 退款金额     | 5.00     |
        | 退款类型     | ORIGINAL |
        | 订单金额     | 0.00     |
        | 申请退款金额 | 5.00     |

    Scenario: Each refund of an order stands in a row of its own
      Given an order of 12.30 yuan in SUCCESS
      When the caller refunds 5.00 yuan
      And 2 minutes pass
      And the caller refunds 5.00 yuan
      And it is 10:00:01 on the next day
      And the caller fetches the trade bill of that day
      Then the bill has 3 rows

    Scenario Outline: A refund of the day after the payment <stands> in the bill of <day>
      Given an order of 12.30 yuan in SUCCESS
      When a new day comes, and it is 12:00:00
      And the caller refunds 5.00 yuan
      And it is 10:00:01 on the next day
      And the caller applies for the bill of refunds of <day>
      Then the gateway <answers>

      Examples:
        | stands         | day                 | answers                                               |
        | stands         | that day            | accepts                                               |
        | does not stand | the day before that | gives no bill because there is nothing to put into it |

    Scenario: An order that was not paid stands in none
      Given an order of 1.00 yuan in SUCCESS
      And an order of 2.00 yuan
      When it is 10:00:01 on the next day
      And the caller fetches the trade bill of that day
      Then the bill has 1 row
      And the bill does not tell of the order

    Scenario Outline: What is paid half an hour after midnight in Beijing <stands> in the bill of <day>
      Given an order of 1.00 yuan
      When a new day comes, and it is 00:30:00
      And the caller orders again with the same parameters
      And the payer pays
      And it is 10:00:01 on the next day
      And the caller applies for the trade bill of <day>
      Then the gateway <answers>

      Examples:
        | stands         | day                 | answers                                               |
        | stands         | that day            | accepts                                               |
        | does not stand | the day before that | gives no bill because there is nothing to put into it       |

    Scenario Outline: The <bill> has its columns, and <rows> row of a payment and its refund
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.40 yuan
      And it is 10:00:01 on the next day
      And the caller fetches the <bill> of that day
      Then the bill has the columns of a <bill>
      And the bill has <rows> rows

      Examples:
        | bill             | rows |
        | trade bill       | 2    |
        | bill of payments | 1    |
        | bill of refunds  | 1    |

  @BILL-ROWS @gateway
  Rule: A row of the trade bill says when, for whom, by whom, for what and at which fee

    Scenario: A payment, column by column
      Given an order of 100.00 yuan that carries attach and device_id
      When the payer pays
      And it is 10:00:01 on the next day
      And the caller fetches the trade bill of that day
      Then the bill tells of the payment column by column

    Scenario: A payment of an order that carries only what it must
      Given an order of 100.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller fetches the bill of payments of that day
      Then the bill tells of the payment column by column

    Scenario Outline: A refund in the <bill>, column by column
      Given an order of 100.00 yuan that carries attach and device_id
      When the payer pays
      And 3 minutes pass
      And the caller refunds 50.00 yuan
      And it is 10:00:01 on the next day
      And the caller fetches the <bill> of that day
      Then the bill tells of the refund column by column

      Examples:
        | bill            |
        | trade bill      |
        | bill of refunds |

  @BILL-TOTALS @gateway
  Rule: The sums at the end of a bill are those of its rows, to the fen

    Scenario Outline: The <bill> adds up
      Given an order of 100.00 yuan in SUCCESS
      And an order of 0.01 yuan in SUCCESS
      And an order of 33.33 yuan in SUCCESS
      When the caller refunds 11.11 yuan
      And it is 10:00:01 on the next day
      And the caller fetches the <bill> of that day
      Then the sums of the bill are those of its rows

      Examples:
        | bill             |
        | trade bill       |
        | bill of payments |
        | bill of refunds  |

  @BILL-COUPONS @gateway
  Rule: The trade bill settles an order without the coupons that nobody has paid for

    Scenario Outline: A <type> coupon of 1.00 yuan
      Given an order of 10.00 yuan is paid with a <type> coupon of 1.00 yuan
      When it is 10:00:01 on the next day
      And the caller fetches the trade bill of that day
      Then the bill tells of the payment
        | 应结订单金额 | <settled> |
        | 代金券金额   | 1.00      |
        | 订单金额     | 10.00     |

      Examples:
        | type   | settled |
        | CASH   | 10.00   |
        | NOCASH | 9.00    |

    Scenario: A refund is told as it was asked for, and the sums hold
      Given an order of 10.00 yuan is paid with a CASH coupon of 1.00 yuan and a NOCASH coupon of 1.00 yuan
      When the caller refunds 3.33 yuan
      And it is 10:00:01 on the next day
      And the caller fetches the trade bill of that day
      Then the bill tells of the refund
        | 申请退款金额 | 3.33 |
      And the sums of the bill are those of its rows

  @BILL-ESCAPES @gateway
  Rule: What the merchant wrote is escaped in bills, in payments in one way and in refunds in another

    Scenario Outline: <what> in attach
      When the caller orders with attach = <written>
      And the payer pays
      And the caller refunds 1.00 yuan
      And it is 10:00:01 on the next day
      And the caller fetches the trade bill of that day
      Then the bill tells of the payment
        | 商户数据包 | <payment> |
      And the bill tells of the refund
        | 商户数据包 | <refund> |

      Examples:
        | what             | written   | payment | refund  |
        | Plain text       | "shelf 7" | shelf 7 | shelf 7 |
        | A comma          | "a,b"     | a\\ b   | a\\ b   |
        | A back-tick      | "a`b"     | a\\`b   | a\\140b |
        | An apostrophe    | "a'b"     | a\\'b   | a'b     |
        | A quotation mark | "a\\"b"  | a\\"b  | a\\"b   |
        | A backslash      | "a\\\\b"  | a\\\\b  | a\\\\b  |
        | A line feed      | "a\\nb"   | a\\nb   | a\\nb   |
        | A tabulator      | "a\\tb"   | a\\tb   | a\\tb   |

    Scenario: A comma in the description
      When the caller orders with description = "tea, two cups"
      And the payer pays
      And it is 10:00:01 on the next day
      And the caller fetches the trade bill of that day
      Then the bill tells of the payment
        | 商品名称 | tea\\  two cups |

  @BILL-SNAPSHOT @gateway
  Rule: A bill shows refunds as they stood when it was made, and never changes

    Scenario Outline: A refund that is <status> is shown as <shown>
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.60 yuan
      And the refund ends in <status>
      And it is 10:00:01 on the next day
      And the caller fetches the trade bill of that day
      Then the bill shows 退款状态 "<shown>" for the refund

      Examples:
        | status   | shown   |
        | SUCCESS  | SUCCESS |
        | CLOSED   | FAIL    |
        | ABNORMAL | CHANGE  |

    Scenario: What comes of a refund later does not get into it
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.60 yuan
      And the refund ends in ABNORMAL
      And it is 12:00:00 on the next day
      And the refund ends in SUCCESS
      And the caller fetches the trade bill of that day
      Then the bill shows 退款状态 "CHANGE" for the refund

    Scenario: What comes of a refund before the bill is made gets into it
      Given an order of 1.00 yuan in REFUND
      When the refund ends in ABNORMAL
      And it is 08:00:00 on the next day
      And the refund ends in SUCCESS
      And it is 10:00:01 on the next day
      And the caller fetches the trade bill of that day
      Then the bill shows 退款状态 "SUCCESS" for the refund
