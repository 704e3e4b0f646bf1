Feature: Notifications that come late or again
  A notification may come when the merchant knows already, or has made up its mind otherwise.

  @NOTIFY-LATE @merchant
  Rule: A notification that comes late or again is accepted; a payment that it tells is honoured or given back, and nothing goes back

    Scenario: A payment is told after the customer returned
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is late
      When the customer pays
      And the customer returns to the shop
      And 2 hours pass
      Then the merchant has accepted 1 notification, each within five seconds
      And the goods were handed out 1 time

    Scenario: A payment is told after the customer gave the order up
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is late
      Then the merchant takes the order for unpaid
      When the customer pays
      And the customer gives the order up
      And 2 hours pass
      Then the merchant honours the payment or gives it back

    Scenario: A payment is told after the order was given up unasked
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is late
      When the customer pays
      And the customer gives the order up while WeChat Pay does not answer
      And 2 hours pass
      Then the merchant honours the payment or gives it back

    Scenario: A payment is told again after the refund
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      And the notification comes once more
      Then the merchant has accepted the notification that followed
      And the merchant shows the refund as done
      And the goods were handed out 1 time

    Scenario: A refund is told twice
      Given a customer has paid 9.90 yuan for goods
      And the next notification is duplicate
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      Then the merchant has accepted 3 notifications, each within five seconds
      And the merchant shows the refund as done
