Feature: Parameters
  Each field that a caller sends has its limits: what lies on them is taken, and what lies beyond is refused.

  @ORDER-LIMITS @gateway
  Rule: Each field of an order is taken up to its limits and refused beyond them

    Scenario Outline: An order whose <field> is <value>: the gateway <answers>
      When the caller orders, and <field> is <value>
      Then the gateway <answers>

      Examples: Texts
        | field        | value                         | answers                  |
        | appid        | 33 letters                    | refuses with PARAM_ERROR |
        | appid        | empty                         | refuses with PARAM_ERROR |
        | mchid        | 33 letters                    | refuses with PARAM_ERROR |
        | mchid        | empty                         | refuses with PARAM_ERROR |
        | description  | 1 letter                      | accepts                  |
        | description  | empty                         | refuses with PARAM_ERROR |
        | description  | 127 letters                   | accepts                  |
        | description  | 128 letters                   | refuses with PARAM_ERROR |
        | out_trade_no | a new number of 6 characters  | accepts                  |
        | out_trade_no | 5 letters                     | refuses with PARAM_ERROR |
        | out_trade_no | a new number of 32 characters | accepts                  |
        | out_trade_no | 33 letters                    | refuses with PARAM_ERROR |
        | out_trade_no | "0123456@"                    | refuses with PARAM_ERROR |
        | attach       | empty                         | accepts                  |
        | attach       | 128 letters                   | accepts                  |
        | attach       | 129 letters                   | refuses with PARAM_ERROR |
        | goods_tag    | 32 letters                    | accepts                  |
        | goods_tag    | 33 letters                    | refuses with PARAM_ERROR |
        | payer.openid | empty                         | refuses with PARAM_ERROR |
        | payer.openid | 129 letters                   | refuses with PARAM_ERROR |

      Examples: Dates and addresses
        | field       | value                                     | answers                  |
        | time_expire | an hour from now                          | accepts                  |
        | time_expire | an hour from now with milliseconds        | accepts                  |
        | time_expire | an hour from now in UTC                   | accepts                  |
        | time_expire | an hour from now in UTC with milliseconds | accepts                  |
        | time_expire | an hour from now without a zone           | refuses with PARAM_ERROR |
        | time_expire | empty                                     | refuses with PARAM_ERROR |
        | notify_url  | an address of 255 characters              | accepts                  |
        | notify_url  | an address of 256 characters              | refuses with PARAM_ERROR |
        | notify_url  | an address with a query                   | refuses with PARAM_ERROR |
        | notify_url  | an address with a fragment                | refuses with PARAM_ERROR |
        | notify_url  | an address with a blank                   | refuses with PARAM_ERROR |
        | notify_url  | empty                                     | refuses with PARAM_ERROR |

      Examples: Numbers and flags
        | field                      | value               | answers                  |
        | amount.total               | 1                   | accepts                  |
        | amount.total               | 0                   | refuses with PARAM_ERROR |
        | amount.total               | -1                  | refuses with PARAM_ERROR |
        | amount.total               | 0.5                 | refuses with PARAM_ERROR |
        | amount.total               | "1"                 | refuses with PARAM_ERROR |
        | amount.total               | 9223372036854775808 | refuses with PARAM_ERROR |
        | amount.currency            | "CNY"               | accepts                  |
        | amount.currency            | left out            | accepts                  |
        | amount.currency            | "cny"               | refuses with PARAM_ERROR |
        | support_fapiao             | true                | accepts                  |
        | support_fapiao             | "true"              | refuses with PARAM_ERROR |
        | settle_info.profit_sharing | true                | accepts                  |
        | settle_info.profit_sharing | 1                   | refuses with PARAM_ERROR |

      Examples: Goods
        | field                                    | value                       | answers                  |
        | detail                                   | goods in 6144 bytes of JSON | accepts                  |
        | detail                                   | goods in 6145 bytes of JSON | refuses with PARAM_ERROR |
        | detail.cost_price                        | "100"                       | refuses with PARAM_ERROR |
        | detail.invoice_id                        | 32 letters                  | accepts                  |
        | detail.invoice_id                        | 33 letters                  | refuses with PARAM_ERROR |
        | detail.goods_detail                      | []                          | refuses with PARAM_ERROR |
        | detail.goods_detail.0.merchant_goods_id  | 1 letter                    | accepts                  |
        | detail.goods_detail.0.merchant_goods_id  | empty                       | refuses with PARAM_ERROR |
        | detail.goods_detail.0.merchant_goods_id  | 32 letters                  | accepts                  |
        | detail.goods_detail.0.merchant_goods_id  | 33 letters                  | refuses with PARAM_ERROR |
        | detail.goods_detail.0.merchant_goods_id  | "goods#1"                   | refuses with PARAM_ERROR |
        | detail.goods_detail.0.merchant_goods_id  | left out                    | refuses with PARAM_ERROR |
        | detail.goods_detail.0.wechatpay_goods_id | 32 letters                  | accepts                  |
        | detail.goods_detail.0.wechatpay_goods_id | 33 letters                  | refuses with PARAM_ERROR |
        | detail.goods_detail.0.goods_name         | 256 letters                 | accepts                  |
        | detail.goods_detail.0.goods_name         | 257 letters                 | refuses with PARAM_ERROR |
        | detail.goods_detail.0.quantity           | left out                    | refuses with PARAM_ERROR |
        | detail.goods_detail.0.quantity           | 1.5                         | refuses with PARAM_ERROR |
        | detail.goods_detail.0.unit_price         | left out                    | refuses with PARAM_ERROR |
        | detail.goods_detail.0.unit_price         | "1.00"                      | refuses with PARAM_ERROR |

      Examples: Scene
        | field                           | value                                  | answers                  |
        | scene_info.payer_client_ip      | "2001:db8:85a3:8d3:1319:8a2e:370:7348" | accepts                  |
        | scene_info.payer_client_ip      | 46 letters                             | refuses with PARAM_ERROR |
        | scene_info.payer_client_ip      | left out                               | refuses with PARAM_ERROR |
        | scene_info.device_id            | 32 letters                             | accepts                  |
        | scene_info.device_id            | 33 letters                             | refuses with PARAM_ERROR |
        | scene_info.store_info.id        | 32 letters                             | accepts                  |
        | scene_info.store_info.id        | 33 letters                             | refuses with PARAM_ERROR |
        | scene_info.store_info.id        | left out                               | refuses with PARAM_ERROR |
        | scene_info.store_info.name      | 256 letters                            | accepts                  |
        | scene_info.store_info.name      | 257 letters                            | refuses with PARAM_ERROR |
        | scene_info.store_info.area_code | 32 letters                             | accepts                  |
        | scene_info.store_info.area_code | 33 letters                             | refuses with PARAM_ERROR |
        | scene_info.store_info.address   | 512 letters                            | accepts                  |
        | scene_info.store_info.address   | 513 letters                            | refuses with PARAM_ERROR |

      Examples: Null is no value
        | field                | value | answers                  |
        | attach               | null  | refuses with PARAM_ERROR |
        | time_expire          | null  | refuses with PARAM_ERROR |
        | amount.currency      | null  | refuses with PARAM_ERROR |
        | detail               | null  | refuses with PARAM_ERROR |
        | scene_info.device_id | null  | refuses with PARAM_ERROR |
        | settle_info          | null  | refuses with PARAM_ERROR |

  @ORDER-CHARACTERS @gateway
  Rule: Characters of up to three bytes are taken, and longer ones refused

    Scenario Outline: An order whose <field> is <value>: the gateway <answers>
      When the caller orders, and <field> is <value>
      Then the gateway <answers>

      Examples:
        | field       | value                 | answers                  |
        | description | 42 Chinese characters | accepts                  |
        | description | tea with an emoji     | refuses with PARAM_ERROR |
        | attach      | 42 Chinese characters | accepts                  |
        | attach      | tea with an emoji     | refuses with PARAM_ERROR |

  @UNKNOWN-FIELDS @gateway
  Rule: A field that the page does not list is refused or passed over, and breaks nothing

    Scenario Outline: An order with <field> is refused and not made, or made without it
      When the caller orders, and <field> is <value>
      Then the gateway refuses the unknown field and makes no order, or makes the order without it

      Examples:
        | field               | value |
        | shop_name           | "tea" |
        | amount.yuan         | "1.0" |
        | scene_info.platform | "ios" |

  @NUMBER-LIMITS @gateway
  Rule: A query and a close name a number of 32 characters at the most, and the mchid

    Scenario Outline: A query of a number of <value>
      When the caller queries an order whose number is <value>
      Then the gateway <answers>

      Examples:
        | value                         | answers                      |
        | a new number of 32 characters | refuses with ORDER_NOT_EXIST |
        | 33 letters                    | refuses with PARAM_ERROR     |

    Scenario: A query of a transaction_id that is too long
      When the caller queries an order whose transaction_id is 33 letters
      Then the gateway refuses with PARAM_ERROR

    Scenario: A close of a number that is too long
      When the caller closes an order whose number is 33 letters
      Then the gateway refuses with PARAM_ERROR

    Scenario: A query without mchid
      Given an order of 1.00 yuan
      When the caller queries the order without its mchid
      Then the gateway refuses with PARAM_ERROR

    Scenario: A close without mchid leaves the order unpaid
      Given an order of 1.00 yuan
      When the caller closes the order without its mchid
      Then the gateway refuses with PARAM_ERROR
      And the order is NOTPAY
