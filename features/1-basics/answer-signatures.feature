Feature: Signatures of answers
  What WeChat Pay answers can be believed because it is signed, and only then.

  @SIGN-ANSWERS @gateway
  Rule: Every successful answer is signed, an empty one too

    Scenario: The answer to an order is signed
      When the caller orders for 1.00 yuan
      Then the gateway accepts
      And the answer is signed right

    Scenario: The answer to a query is signed
      Given an order of 1.00 yuan
      When the caller queries the order
      Then the gateway accepts
      And the answer is signed right

    Scenario: The empty answer to a close is signed
      Given an order of 1.00 yuan
      When the caller closes the order
      Then the gateway accepts without a body
      And the answer is signed right

    Scenario: The answer to a refund is signed
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 1.00 yuan
      Then the gateway accepts
      And the answer is signed right

  @ANSWER-VERIFIED @merchant
  Rule: A successful answer whose signature does not verify is not believed

    Scenario: A query answer changed on the way to say SUCCESS makes nothing paid
      Given a customer stands before the cashier with goods for 9.90 yuan
      And answers to queries are tampered-success
      When the mini program reports "requestPayment:fail (timeout)"
      And the merchant queries the order
      Then the merchant takes the order for unpaid
      And the goods were handed out 0 times

    Scenario Outline: A true SUCCESS whose signature is <fault> is not believed
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      And answers to queries are <fault>
      When the customer pays
      And the mini program reports "requestPayment:fail (timeout)"
      And the merchant queries the order
      Then the merchant takes the order for unpaid

      Examples:
        | fault            |
        | unsigned         |
        | wrong-signature  |
        | probe            |
        | probe-not-base64 |
        | stale            |
        | unknown-serial   |

    Scenario Outline: A prepay_id whose signature is <fault> opens no cashier
      Given a customer has ordered goods for 9.90 yuan
      And answers to orders are <fault>
      When the customer taps Pay
      Then the merchant has handed over no payment params

      Examples:
        | fault           |
        | unsigned        |
        | wrong-signature |

    Scenario: A refund query changed on the way to say SUCCESS gives nothing back
      Given a customer has paid 9.90 yuan for goods
      And notifications are lost
      When the merchant refunds 9.90 yuan and shows it as under way
      And answers to refund queries are tampered-success
      Then the merchant shows no refund as done

    Scenario: A true SUCCESS that verifies is believed
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      When the customer pays
      And the mini program reports "requestPayment:fail (timeout)"
      And the merchant learns of the payment
      Then the merchant takes the order for paid
