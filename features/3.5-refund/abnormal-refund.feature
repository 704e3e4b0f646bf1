Feature: Abnormal refunds (异常退款)
  Where neither the card nor the balance of the payer can take the money back, a refund is ABNORMAL. The merchant can send it
  to another account.

  @REFUND-ABNORMAL @gateway
  Rule: An ABNORMAL refund can be sent to another account, and is PROCESSING again

    Scenario Outline: To <receiver>
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 0.60 yuan
      And the refund ends in ABNORMAL
      And the caller sends the refund to <receiver>
      Then the gateway accepts
      And the answer tells the refund field by field as PROCESSING

      Examples:
        | receiver                   |
        | the user's bank card       |
        | the merchant's own account |

    Scenario: What arrives at the other account is told as SUCCESS
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 1.00 yuan
      And the refund ends in ABNORMAL
      And the caller sends the refund to the user's bank card
      And the refund ends in SUCCESS
      And the caller queries the refund
      Then the refund is SUCCESS

    Scenario: A refund that is still PROCESSING is not sent elsewhere
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 1.00 yuan
      And the caller sends the refund to the merchant's own account
      Then the gateway refuses with INVALID_REQUEST

    Scenario Outline: A refund that ended in <status> is not sent elsewhere
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 1.00 yuan
      And the refund ends in <status>
      And the caller sends the refund to the merchant's own account
      Then the gateway refuses with INVALID_REQUEST

      Examples:
        | status  |
        | SUCCESS |
        | CLOSED  |

    Scenario: A refund that nobody asked for is not sent anywhere
      When the caller redirects a refund that nobody asked for
      Then the gateway refuses with RESOURCE_NOT_EXISTS

  @ABNORMAL-PARAMS @gateway
  Rule: What an abnormal refund is sent with must be whole, and name the refund and a bank that there is

    Scenario Outline: With <field> = <value> nothing is sent
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 1.00 yuan
      And the refund ends in ABNORMAL
      And the caller sends the refund to the user's bank card, and <field> is <value>
      Then the gateway refuses because <reason>
      When the caller queries the refund
      Then the refund is ABNORMAL

      Examples:
        | field         | value                        | reason                               |
        | out_refund_no | a new number of 9 characters | the two numbers name no one refund   |
        | type          | "BANK_CARD"                  | a parameter is wrong                 |
        | bank_type     | "XXX_DEBIT"                  | a parameter is wrong                 |
        | bank_type     | "CMB_CREDIT"                 | a parameter is wrong                 |
        | bank_type     | left out                     | a parameter is wrong                 |
        | bank_account  | left out                     | a parameter is wrong                 |
        | real_name     | left out                     | a parameter is wrong                 |

  @REFUND-ENCRYPTED @gateway
  Rule: Account and name are taken only encrypted for WeChat Pay

    Scenario Outline: With <fault> nothing is sent
      Given an order of 1.00 yuan in SUCCESS
      When the caller refunds 1.00 yuan
      And the refund ends in ABNORMAL
      And the caller sends the refund to the user's bank card with <fault>
      Then the gateway refuses because <reason>
      When the caller queries the refund
      Then the refund is ABNORMAL

      Examples:
        | fault                                  | reason                                     |
        | a name that is not encrypted           | an encrypted field can not be read         |
        | an account encrypted for somebody else | an encrypted field can not be read         |
        | an unknown Wechatpay-Serial            | the header names no key of WeChat Pay's    |
