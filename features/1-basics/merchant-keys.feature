Feature: The keys that a merchant verifies with
  WeChat Pay changes its keys, and tells by Wechatpay-Serial which it has used.

  @KEYS-BOTH @merchant
  Rule: A merchant that holds both of WeChat Pay's keys takes notifications signed with either

    Scenario Outline: A notification signed with <key>
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are signed with <key>
      Then the merchant takes the order for unpaid
      When the customer pays
      Then the merchant has accepted 1 notification, each within five seconds
      And the merchant takes the order for paid

      Examples:
        | key                      |
        | the public key           |
        | the platform certificate |

  @CERTIFICATE-LEARNED @merchant
  Rule: A merchant that verifies with platform certificates learns of a new one by itself

    Scenario: A new platform certificate takes over
      Given a merchant that verifies with platform certificates, and a new one beside the old
      When 1 day passes
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the new platform certificate takes over
      And the customer pays
      And the notification comes once more
      Then the merchant has accepted what the new certificate signed
