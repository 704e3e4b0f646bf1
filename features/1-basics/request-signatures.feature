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

      Examples: An item of the header is wrong or missing
        | fault                                        |
        | an unknown mchid                             |
        | no mchid in the Authorization header         |
        | no nonce_str in the Authorization header     |
        | no signature in the Authorization header     |
        | no timestamp in the Authorization header     |
        | no serial_no in the Authorization header     |
        | a timestamp in milliseconds                  |

      Examples: Another text was signed than was sent
        | fault                                                    |
        | a signature over a lower-case method                     |
        | a signature over the path with its host                  |
        | a signature over a path with two slashes                 |
        | a signature over lines of which the last is not ended    |
        | a signature over a backslash and an n for each line feed |
        | a signature over no body                                 |
        | a signature over another nonce                           |

    Scenario: What is signed is the body as it was sent, with all its blanks and escapes
      When the caller orders with a body written with blanks and escapes
      Then the gateway accepts
      And the order is NOTPAY

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
        | fault                                                 |
        | no Authorization header                               |
        | another key than the merchant's                       |
        | an unknown serial_no                                  |
        | a path changed after signing                          |
        | a signature over the path without its query           |
        | a signature over lines of which the last is not ended |

    Scenario Outline: Whoever <call> with <fault> is told nothing
      When the caller <call> with <fault>
      Then the gateway refuses with SIGN_ERROR

      Examples: Not signed
        | call                                | fault                   |
        | queries an order by transaction_id  | no Authorization header |
        | asks for a refund                   | no Authorization header |
        | queries a refund                    | no Authorization header |
        | redirects an abnormal refund        | no Authorization header |
        | applies for a trade bill            | no Authorization header |
        | applies for a fund-flow bill        | no Authorization header |
        | calls the self-test                 | no Authorization header |
        | downloads the platform certificates | no Authorization header |

      Examples: Signed by somebody else
        | call                                | fault                           |
        | queries an order by transaction_id  | another key than the merchant's |
        | asks for a refund                   | another key than the merchant's |
        | queries a refund                    | another key than the merchant's |
        | redirects an abnormal refund        | another key than the merchant's |
        | applies for a trade bill            | another key than the merchant's |
        | applies for a fund-flow bill        | another key than the merchant's |
        | calls the self-test                 | another key than the merchant's |
        | downloads the platform certificates | another key than the merchant's |

      Examples: Signed under a certificate that the merchant does not have
        | call                                | fault                |
        | queries an order by transaction_id  | an unknown serial_no |
        | asks for a refund                   | an unknown serial_no |
        | queries a refund                    | an unknown serial_no |
        | redirects an abnormal refund        | an unknown serial_no |
        | applies for a trade bill            | an unknown serial_no |
        | applies for a fund-flow bill        | an unknown serial_no |
        | calls the self-test                 | an unknown serial_no |
        | downloads the platform certificates | an unknown serial_no |

      Examples: Something else was signed
        | call                         | fault                                       |
        | asks for a refund            | a body changed after signing                |
        | redirects an abnormal refund | a body changed after signing                |
        | queries a refund             | a path changed after signing                |
        | applies for a trade bill     | a signature over the path without its query |
        | applies for a fund-flow bill | a signature over the path without its query |

    Scenario: A query that is signed right is answered, in whatever order the items of its header stand
      Given an order of 1.00 yuan
      When the caller queries the order with the items of its header in another order
      Then the gateway accepts

  @SIGN-CERTIFICATE @gateway
  Rule: A certificate that is expired, revoked or replaced signs nothing any more

    Scenario Outline: A query under a certificate that is <condition> is refused, and one after it is mended is not
      Given an order of 1.00 yuan
      When the merchant's certificate is <condition>
      And the caller queries the order
      Then the gateway refuses with SIGN_ERROR
      When the merchant's certificate is valid
      And the caller queries the order
      Then the gateway accepts

      Examples:
        | condition |
        | expired   |
        | revoked   |
        | replaced  |

    Scenario Outline: A close under a certificate that is <condition> leaves the order unpaid
      Given an order of 1.00 yuan
      When the merchant's certificate is <condition>
      And the caller closes the order
      Then the gateway refuses with SIGN_ERROR
      When the merchant's certificate is valid
      Then the order is NOTPAY

      Examples:
        | condition |
        | expired   |
        | revoked   |
        | replaced  |

  @SIGN-REASONS @gateway
  Rule: The message of a refused signature tells what is wrong with it

    Scenario Outline: Of a query with <fault> the refusal says that <reason>
      Given an order of 1.00 yuan
      When the caller queries the order with <fault>
      Then the refusal says that <reason>

      Examples:
        | fault                                     | reason                           |
        | no Authorization header                   | the header is missing            |
        | another authentication scheme             | the scheme is another            |
        | single quotes in the Authorization header | the header is malformed          |
        | no nonce_str in the Authorization header  | the header is malformed          |
        | a timestamp in milliseconds               | the timestamp is too far away    |
        | an unknown mchid                          | the merchant has no certificate  |
        | an unknown serial_no                      | the serial number is wrong       |
        | another key than the merchant's           | the signature is wrong           |
        | a signature over another nonce            | the signature is wrong           |

    Scenario Outline: Of a query under a certificate that is <condition> the refusal says that <reason>
      Given an order of 1.00 yuan
      When the merchant's certificate is <condition>
      And the caller queries the order
      Then the refusal says that <reason>

      Examples:
        | condition | reason                       |
        | expired   | the certificate is expired   |
        | revoked   | the certificate is revoked   |
        | replaced  | the certificate was replaced |

  @SERIAL-ANY-CASE @gateway
  Rule: A serial_no in small letters names the same certificate

    Scenario: A query with its serial number in small letters is answered
      Given an order of 1.00 yuan
      When the caller queries the order with a serial_no in lower case
      Then the gateway accepts
      And the answer tells the order's own out_trade_no

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

    Scenario: A stale order is refused and not made
      When the caller orders with a timestamp 301 seconds in the past
      Then the gateway refuses with SIGN_ERROR
      And no order was made

    Scenario Outline: Whoever <call> with a stale timestamp is told nothing
      When the caller <call> with a timestamp 301 seconds in the past
      Then the gateway refuses with SIGN_ERROR

      Examples:
        | call                                |
        | queries an order by transaction_id  |
        | asks for a refund                   |
        | queries a refund                    |
        | redirects an abnormal refund        |
        | applies for a trade bill            |
        | applies for a fund-flow bill        |
        | calls the self-test                 |
        | downloads the platform certificates |

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
