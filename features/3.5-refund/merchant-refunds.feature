Feature: Refunds, as the merchant asks for them
  Asking for a refund is not yet having refunded.

  @REFUND-NOT-YET @merchant
  Rule: An accepted refund is not shown as refunded until WeChat Pay says so

    Scenario: Right after acceptance the refund is under way
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      Then the merchant shows no refund as done

    Scenario: Once the notification says so it is done
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      Then the merchant shows the refund as done

    Scenario: Without a notification the query says so
      Given a customer has paid 9.90 yuan for goods
      And notifications are lost
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      Then the merchant takes the refund for refunded

  @REFUND-TOTAL @merchant
  Rule: Each refund names the order's original total, and all together stay within it

    Scenario: Two partial refunds
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 3.00 yuan
      And 1 hour passes
      And the merchant refunds 6.90 yuan
      Then the merchant has asked for 2 refunds, each naming the order's total and all within it

    Scenario: Asked for more than is left, the merchant does not ask WeChat Pay
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 3.00 yuan
      And 1 hour passes
      And the merchant is asked to refund the whole price once more
      Then the merchant has asked for 1 refund, each naming the order's total and all within it

  @REFUND-RETRY @merchant
  Rule: A refund whose outcome is not known is asked for again under the same number

    Scenario Outline: The answer to the application is <fault>
      Given a customer has paid 9.90 yuan for goods
      And the next answer to a refund is <fault>
      When the merchant refunds 9.90 yuan, and again where that failed
      Then each application is for the same refund

      Examples:
        | fault        |
        | error-500    |
        | rate-limit   |
        | reset-before |
        | reset-after  |

  @REFUND-REFUSED @merchant
  Rule: A refund that WeChat Pay refuses is not shown as refunded

    Scenario: More than a year after the payment
      Given a customer has paid 9.90 yuan for goods
      When 367 days pass
      And the merchant is asked to refund 9.90 yuan
      Then nothing is refunded, and the merchant does not say so

    Scenario: The fifty-first part
      Given a customer has paid 9.90 yuan for goods
      And the merchant has refunded 0.01 yuan 50 times, 2 minutes apart
      When the merchant is asked to refund 0.01 yuan
      Then the part is not refunded, and the merchant does not say so

    Scenario: The merchant's account holds too little
      Given a customer has paid 9.90 yuan for goods
      When the merchant's account holds 0.00 yuan
      And the merchant is asked to refund 9.90 yuan
      Then nothing is refunded, and the merchant does not say so

  @REFUND-NOTIFY-VERIFIED @merchant
  Rule: A refund notification that does not verify or does not open is refused and has no effect

    Scenario Outline: A refund notification with the fault <fault> is refused
      Given a customer has paid 9.90 yuan for goods
      And the merchant refunds 9.90 yuan and shows it as under way
      When a notification with the fault <fault> comes of a refund that is not done
      Then the merchant has refused the notification
      And the merchant shows no refund as done

      Examples:
        | fault             |
        | unsigned          |
        | wrong-signature   |
        | probe             |
        | stale             |
        | wrong-key         |
