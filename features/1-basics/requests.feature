Feature: Requests
  Before anything else is looked at, a request has to be one that the gateway takes at all.

  @HEADERS-CHECKED @gateway
  Rule: A request without Accept or User-Agent is refused

    Scenario Outline: A refund query without <header> is refused
      When the caller queries an unknown refund without the header <header>
      Then the gateway refuses with INVALID_REQUEST

      Examples:
        | header     |
        | Accept     |
        | User-Agent |

    Scenario: The same query with both is looked into
      When the caller queries an unknown refund with all headers
      Then the gateway refuses with RESOURCE_NOT_EXISTS

  @METHOD-CHECKED @gateway
  Rule: A method that a path does not have is answered with 405

    Scenario Outline: <method> on "<path>" is 405, and an order goes through
      When the caller sends <method> to "<path>"
      Then the gateway answers with HTTP 405
      When the caller orders for 1.00 yuan
      Then the gateway gives a prepay_id

      Examples:
        | method | path                                                   |
        | GET    | /v3/pay/transactions/jsapi                             |
        | POST   | /v3/pay/transactions/out-trade-no/{out_trade_no}       |
        | GET    | /v3/pay/transactions/out-trade-no/{out_trade_no}/close |
        | GET    | /v3/refund/domestic/refunds                            |
        | POST   | /v3/certificates                                       |

  @PATH-CHECKED @gateway
  Rule: A path that there is not is answered with 404

    Scenario Outline: <method> on "<path>" is 404, and an order goes through
      When the caller sends <method> to "<path>"
      Then the gateway answers with HTTP 404
      When the caller orders for 1.00 yuan
      Then the gateway gives a prepay_id

      Examples:
        | method | path                        |
        | GET    | /v3/pay/transactions        |
        | POST   | /v3/pay/transactions/jsapi2 |
        | POST   | //v3/pay/transactions/jsapi |

  @ERROR-DETAIL @gateway
  Rule: A refusal for a parameter names the parameter and tells what it was

    Scenario Outline: An order whose <field> is <value> is refused with <field> named
      Given an order of 1.00 yuan
      When the caller orders, and <field> is <value>
      Then the gateway refuses with PARAM_ERROR
      And the refusal names <field> and tells what it was

      Examples:
        | field        | value      |
        | amount.total | 0          |
        | amount.total | "1.00"     |
        | payer.openid | left out   |
        | goods_tag    | 33 letters |
        | out_trade_no | 5 letters  |
        | notify_url   | "nowhere"  |

  @ANSWER-HEADERS @gateway
  Rule: An answer with a body says that it is JSON, and bears a Request-ID

    Scenario: The answer to an order
      When the caller orders for 1.00 yuan
      Then the answer is JSON and bears a Request-ID

    Scenario: The answer to a query
      Given an order of 1.00 yuan in SUCCESS
      When the caller queries the order
      Then the answer is JSON and bears a Request-ID

    Scenario: The answer to a refund
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 1.00 yuan
      Then the answer is JSON and bears a Request-ID

    Scenario: A refusal
      When the caller queries an order that nobody made
      Then the gateway refuses with ORDER_NOT_EXIST
      And the answer is JSON and bears a Request-ID
