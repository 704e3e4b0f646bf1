Feature: The keys that WeChat Pay signs with
  A merchant verifies with a public key of WeChat Pay's, or with a platform certificate, or during a change with either. Which
  of them signed stands in Wechatpay-Serial.

  @KEY-FOLLOWS-REQUEST @gateway
  Rule: While a merchant has both, an answer is signed with the key that the request names

    Scenario Outline: A request that names <named> is answered with <signed>
      Given WeChat Pay signs for the merchant with either of its keys
      When the caller orders for 1.00 yuan and names <named>
      Then the gateway gives a prepay_id
      And the answer is signed with <signed>

      Examples:
        | named                    | signed                   |
        | the public key           | the public key           |
        | the platform certificate | the platform certificate |
        | no key                   | the platform certificate |

    Scenario Outline: During the change to the public key, a request that names <named> is answered with <signed>
      Given WeChat Pay signs for the merchant with the platform certificate alone
      When the change to the public key begins
      And the caller orders for 1.00 yuan and names <named>
      Then the gateway gives a prepay_id
      And the answer is signed with <signed>

      Examples:
        | named                    | signed                   |
        | the public key           | the public key           |
        | no key                   | the platform certificate |

  @CERTIFICATES-GIVEN @gateway
  Rule: Platform certificates can be downloaded, and only the APIv3 key opens them

    Scenario: What is downloaded opens, is what its row says, and verifies the next answer
      Given WeChat Pay signs for the merchant with the platform certificate alone
      When the caller downloads the platform certificates
      Then the answer lists 1 platform certificate that opens with the APIv3 key
      When the caller orders for 1.00 yuan and names the platform certificate
      Then the gateway gives a prepay_id
      And the answer is signed with the platform certificate

    Scenario: A merchant that was given a public key has no platform certificate
      Given WeChat Pay signs for the merchant with the public key alone
      When the caller downloads the platform certificates
      Then the gateway refuses with RESOURCE_NOT_EXISTS

  @CERTIFICATE-RENEWED @gateway
  Rule: Before a platform certificate ends, a new one can be downloaded beside it, and then takes its place

    Scenario Outline: <left> before the end there are <count>
      Given WeChat Pay signs for the merchant with the platform certificate alone
      When the platform certificate has <left> left
      And the caller downloads the platform certificates
      Then the answer lists <count> platform certificates that open with the APIv3 key

      Examples: Created 210 days before, given from 180 days before, and put off to 120 at the latest
        | left     | count |
        | 211 days | 1     |
        | 119 days | 2     |
        | 1 hour   | 2     |

    Scenario: After the end only the new one is left, and it signs
      Given WeChat Pay signs for the merchant with the platform certificate alone
      When the platform certificate has expired
      And the caller downloads the platform certificates
      Then the answer lists 1 platform certificate that opens with the APIv3 key
      When the caller orders for 1.00 yuan and names no key
      Then the gateway gives a prepay_id
      And the answer is signed with the new platform certificate

    Scenario: Once the new one has taken over, both can still be had, and notifications are signed with it
      Given WeChat Pay signs for the merchant with the platform certificate alone
      When a new platform certificate has taken over
      And the caller downloads the platform certificates
      Then the answer lists 2 platform certificates that open with the APIv3 key
      Given an order of 1.00 yuan in SUCCESS
      Then the notification is signed with the new platform certificate

  @KEY-CHANGE @gateway
  Rule: Within seven days of the change to the public key, all notifications are signed with it

    Scenario: Before the change, notifications are signed with the platform certificate
      Given WeChat Pay signs for the merchant with the platform certificate alone
      And an order of 1.00 yuan in SUCCESS
      Then the notification is signed with the platform certificate

    Scenario: On the day on which the change begins hardly any is signed with the public key
      Given WeChat Pay signs for the merchant with the platform certificate alone
      When the change to the public key begins
      Given an order of 1.00 yuan in SUCCESS
      And an order of 2.00 yuan in SUCCESS
      And an order of 3.00 yuan in SUCCESS
      Then not all notifications are signed with the public key

    Scenario Outline: <passed> after the change began, they are signed with the public key
      Given WeChat Pay signs for the merchant with the platform certificate alone
      When the change to the public key begins
      And <passed> pass
      Given an order of 1.00 yuan in SUCCESS
      Then the notification is signed with the public key

      Examples:
        | passed  |
        | 7 days  |
        | 30 days |
