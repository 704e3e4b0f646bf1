Feature: The self-test of keys (security/echo)
  Before the first order, a merchant can see that signatures verify, that fields can be encrypted in both directions, and that a
  notification arrives.

  @SECURITY-ECHO @gateway
  Rule: The self-test says what it was told, and shows that each side can read the other

    Scenario Outline: What is said comes back: <message>
      When the caller sends <message> to the self-test
      Then the gateway accepts
      And the answer is signed right
      And <message> comes back

      Examples:
        | message              |
        | a plain message      |
        | an encrypted message |

    Scenario: What was encrypted for somebody else is refused
      When the caller sends a message encrypted for somebody else to the self-test
      Then the gateway refuses because an encrypted field can not be read

    Scenario: A message that is not there in the clear is refused
      When the caller sends an encrypted message alone to the self-test
      Then the gateway refuses with PARAM_ERROR

    Scenario: A notification tells it too
      When the caller sends a plain message and its notify_url to the self-test
      Then the caller has received 1 notification
      And the notification is signed, opens and tells the message
