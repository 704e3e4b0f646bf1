Feature: Parameters of refunds
  Each field of an application for a refund has its limits as well.

  @REFUND-PARAMS @gateway
  Rule: Each field of a refund is taken up to its limits and refused beyond them

    Scenario Outline: A refund whose <field> is <value>: the gateway <answers>
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds the order, and <field> is <value>
      Then the gateway <answers>

      Examples: Texts
        | field          | value                         | answers                  |
        | out_refund_no  | a new number of 64 characters | accepts                  |
        | out_refund_no  | 65 letters                    | refuses with PARAM_ERROR |
        | out_refund_no  | empty                         | refuses with PARAM_ERROR |
        | out_refund_no  | "refund#1"                    | refuses with PARAM_ERROR |
        | reason         | 80 letters                    | accepts                  |
        | reason         | 81 letters                    | refuses with PARAM_ERROR |
        | reason         | 27 Chinese characters         | refuses with PARAM_ERROR |
        | notify_url     | left out                      | accepts                  |
        | notify_url     | an address of 256 characters  | accepts                  |
        | notify_url     | an address of 257 characters  | refuses with PARAM_ERROR |
        | notify_url     | an address with a query       | refuses with PARAM_ERROR |
        | funds_account  | "BALANCE"                     | refuses with PARAM_ERROR |
        | transaction_id | 33 letters                    | refuses with PARAM_ERROR |
        | out_trade_no   | 33 letters                    | refuses with PARAM_ERROR |
        | out_trade_no   | left out                      | refuses with PARAM_ERROR |

      Examples: Amounts
        | field                 | value     | answers                  |
        | amount.refund         | 1         | accepts                  |
        | amount.refund         | 0         | refuses with PARAM_ERROR |
        | amount.refund         | 0.5       | refuses with PARAM_ERROR |
        | amount.refund         | left out  | refuses with PARAM_ERROR |
        | amount.total          | 0         | refuses with PARAM_ERROR |
        | amount.total          | "100"     | refuses with PARAM_ERROR |
        | amount.total          | left out  | refuses with PARAM_ERROR |
        | amount.currency       | "CNY"     | accepts                  |
        | amount.currency       | "USD"     | refuses with PARAM_ERROR |
        | amount.currency       | left out  | refuses with PARAM_ERROR |
        | amount                | null      | refuses with PARAM_ERROR |
        | amount.from.0.account | "BALANCE" | refuses with PARAM_ERROR |
        | amount.from.0.amount  | 0         | refuses with PARAM_ERROR |

      Examples: Goods
        | field                             | value       | answers                  |
        | goods_detail.0.merchant_goods_id  | 33 letters  | refuses with PARAM_ERROR |
        | goods_detail.0.wechatpay_goods_id | 33 letters  | refuses with PARAM_ERROR |
        | goods_detail.0.goods_name         | 257 letters | refuses with PARAM_ERROR |
        | goods_detail.0.unit_price         | left out    | refuses with PARAM_ERROR |
        | goods_detail.0.refund_amount      | left out    | refuses with PARAM_ERROR |
        | goods_detail.0.refund_quantity    | left out    | refuses with PARAM_ERROR |
        | goods_detail                      | []          | refuses with PARAM_ERROR |

    Scenario Outline: A query of a refund whose number is <value>: the gateway <answers>
      When the caller queries a refund whose number is <value>
      Then the gateway <answers>

      Examples:
        | value                         | answers                          |
        | a new number of 64 characters | refuses with RESOURCE_NOT_EXISTS |
        | 65 letters                    | refuses with PARAM_ERROR         |
