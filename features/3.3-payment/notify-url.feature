Feature: Where notifications are sent
  An address that is not whole is refused, or accepted and never reached.

  @NOTIFY-URL @merchant
  Rule: Every notify_url is a whole address with a path, and without parameters

    Scenario: The notify_url of an order
      Given a customer has ordered goods for 9.90 yuan
      When the customer taps Pay
      Then every notify_url of the merchant is a whole address with a path

    Scenario: The notify_url of a refund
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      Then every notify_url of the merchant is a whole address with a path
