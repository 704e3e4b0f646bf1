Feature: Signatures of requests
  Whoever calls WeChat Pay proves by a signature who is calling and what is asked.

  @SIGN-CHECKED @gateway
  Rule: A request without the right signature is refused and changes nothing

    Scenario Outline: An order with <fault> is refused and not made
      When the caller orders with <fault>
      Then the gateway refuses with SIGN_ERROR
      And no order was made

      Examples:
        | fault                                       |
        | no Authorization header                     |
        | another authentication scheme               |
        | single quotes in the Authorization header   |
        | another key than the merchant's             |
        | an unknown serial_no                        |
        | a body changed after signing                |
        | a path changed after signing                |

    Scenario Outline: A close with <fault> is refused and leaves the order unpaid
      Given an order of 1.00 yuan
      When the caller closes the order with <fault>
      Then the gateway refuses with SIGN_ERROR
      And the order is NOTPAY

      Examples:
        | fault                           |
        | no Authorization header         |
        | another key than the merchant's |
        | a body changed after signing    |

    Scenario Outline: A query with <fault> tells nothing
      Given an order of 1.00 yuan
      When the caller queries the order with <fault>
      Then the gateway refuses with SIGN_ERROR

      Examples:
        | fault                           |
        | no Authorization header         |
        | another key than the merchant's |
        | an unknown serial_no            |
        | a path changed after signing    |

  @SIGN-TIME-5M @gateway
  Rule: A request is good for five minutes around its timestamp

    Scenario Outline: A timestamp <distance> in the <direction> is accepted
      Given an order of 1.00 yuan
      When the caller queries the order with a timestamp <distance> in the <direction>
      Then the gateway accepts

      Examples:
        | distance    | direction |
        | 0 seconds   | past      |
        | 299 seconds | past      |
        | 299 seconds | future    |

    Scenario Outline: A timestamp <distance> in the <direction> is refused
      Given an order of 1.00 yuan
      When the caller queries the order with a timestamp <distance> in the <direction>
      Then the gateway refuses with SIGN_ERROR

      Examples:
        | distance    | direction |
        | 301 seconds | past      |
        | 301 seconds | future    |
        | 1 day       | past      |

    Scenario: A stale close is refused and leaves the order unpaid
      Given an order of 1.00 yuan
      When the caller closes the order with a timestamp 301 seconds in the past
      Then the gateway refuses with SIGN_ERROR
      And the order is NOTPAY

  @SIGN-REQUESTS @merchant
  Rule: Every request of the merchant is signed right

    Scenario: The order is signed
      Given a customer stands before the cashier with goods for 9.90 yuan
      Then every request of the merchant was signed right

    Scenario: Order, query and close are signed
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer gives the order up
      Then every request of the merchant was signed right

    Scenario: Refund and refund query are signed
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      Then every request of the merchant was signed right
