Feature: Requests, as the merchant makes them
  Whatever the merchant asks, it asks politely.

  @CALL-HEADERS @merchant
  Rule: Every request of the merchant carries Accept and User-Agent

    Scenario: A purchase
      Given a customer has paid 9.90 yuan for goods
      Then every request of the merchant carries Accept and User-Agent

    Scenario: An order that is given up
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer gives the order up
      Then every request of the merchant carries Accept and User-Agent

    Scenario: A refund
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And somebody looks at the refund
      Then every request of the merchant carries Accept and User-Agent

  @PARAMS-ACCEPTED @merchant
  Rule: No request of the merchant is refused for its parameters

    Scenario: A purchase
      Given a customer has paid 9.90 yuan for goods
      Then WeChat Pay takes every request of the merchant as it is

    Scenario: An order that is to be paid soon
      Given a customer stands before the cashier with goods for 9.90 yuan, to be paid in time
      Then WeChat Pay takes every request of the merchant as it is

    Scenario: An order that is given up
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer gives the order up
      Then WeChat Pay takes every request of the merchant as it is

    Scenario: A refund
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      Then WeChat Pay takes every request of the merchant as it is

  @TLS-VERIFIED @merchant
  Rule: A server that shows a certificate not to be trusted is sent nothing

    Scenario Outline: Somebody else answers in WeChat Pay's place, with <certificate>
      Given a customer stands before the cashier with goods for 9.90 yuan
      When somebody else answers in WeChat Pay's place with <certificate> while a customer orders
      Then the merchant has sent nothing to somebody else, and orders at WeChat Pay again

      Examples:
        | certificate                  |
        | a certificate of its own     |
        | a certificate of other hosts |

  @ERRORS-BY-CODE @merchant
  Rule: A refusal is understood by its status and code: with another message it leads to the same

    Scenario: Orders that WeChat Pay does not know
      When two orders of 9.90 yuan are given up before anybody has paid for them, the second while refusals have another message
      Then the merchant has treated both alike

    Scenario: Refunds that WeChat Pay does not make
      When two orders of 9.90 yuan are refunded from an empty account, the second while refusals have another message
      Then the merchant has treated both alike
