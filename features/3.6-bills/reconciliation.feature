Feature: Reconciliation, as the merchant does it
  The day after, each order is compared with WeChat Pay's bill: what differs is found, and what agrees is left alone.

  @RECONCILE-DAILY @merchant
  Rule: The merchant finds in which orders a day's bill and its own books differ

    Scenario: An order that is the same in both is no difference
      Given a customer has paid 9.90 yuan for goods
      When the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant reports no difference of the order
      And the goods were handed out 1 time

    Scenario: An order that was refunded on the day is no difference, and stays refunded
      Given a customer has paid 9.90 yuan for goods
      When the merchant refunds 9.90 yuan
      And 1 hour passes
      And the merchant learns that the money is back
      And the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant reports no difference of the order
      And the merchant takes the order for what it did before
      And the goods were handed out 1 time

    Scenario: An order that nobody has paid is no difference
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant reports no difference of the order

    Scenario: An order of which a coupon has paid a part is no difference
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer pays with a NOCASH coupon of 1.00 yuan
      And the customer comes back to look at the order
      And the merchant learns of the payment
      And the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant reports no difference of the order

    Scenario: An order in the bill that the merchant does not have
      Given a customer has paid 9.90 yuan for goods
      And the bill of the day also tells of an order that the merchant does not have
      When the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant reports the order that it does not have

    Scenario: An order that the merchant takes for paid and the bill does not have
      Given a customer has paid 9.90 yuan for goods
      And the bill of the day also tells of an order that the merchant does not have
      And the bill of the day leaves the order out
      When the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant reports the order as missing in the bill
      And the merchant takes the order for paid

    Scenario: The merchant takes one order for paid, and there is no bill of the day
      Given a customer has paid 9.90 yuan for goods
      And the bill of the day leaves the order out
      When the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant reports the order as missing in the bill

    Scenario Outline: An order that has another amount in the bill: <amount>
      Given a customer has paid 9.90 yuan for goods
      And the bill of the day tells <amount> for the order
      When the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant reports the order as of another amount
      And the merchant takes the order for paid

      Examples:
        | amount     |
        | 19.90 yuan |
        | 0.90 yuan  |

  @RECONCILE-PAID @merchant
  Rule: An order that the bill has as paid, and of which the merchant never heard, becomes paid or is refunded

    Scenario: Neither a notification nor a query has told of the payment
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the merchant can learn nothing of payments on that day
      When the customer pays
      And the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant takes the order for paid
      And the goods were handed out 1 time

  @RECONCILE-QUERY @merchant
  Rule: Before it takes such an order for paid, the merchant queries it

    Scenario: The bill alone does not make the order paid
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the merchant can learn nothing of payments on that day
      When the customer pays
      And the merchant reconciles the day at 10:30:00 on the next day
      And the merchant learns of the payment
      Then the merchant has queried the order since

  @RECONCILE-HASH @merchant
  Rule: A bill whose hash is not the one that was told is not used

    Scenario: The file is changed on its way
      Given a customer has paid 9.90 yuan for goods
      And the file of the bill is changed on its way
      When the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant does not take the changed file for a bill

    Scenario: The answer that tells the hash does not verify
      Given a customer has paid 9.90 yuan for goods
      And answers to applications for bills are wrong-signature
      When the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant does not take the day for reconciled

    Scenario: The file comes as it was made
      Given a customer has paid 9.90 yuan for goods
      When the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant takes the day for reconciled

  @RECONCILE-AFTER-TEN @merchant
  Rule: A day whose bill cannot be had yet is not taken for reconciled

    Scenario Outline: Answers to applications for bills are <fault>
      Given a customer has paid 9.90 yuan for goods
      And answers to applications for bills are <fault>
      When the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant does not take the day for reconciled

      Examples:
        | fault      |
        | error-500  |
        | rate-limit |
        | no-auth    |

    Scenario: Asked for too early, and then in time
      Given a customer has paid 9.90 yuan for goods
      When the merchant reconciles the day at 08:30:00 on the next day
      Then the merchant does not take the day for reconciled
      When the merchant reconciles the day at 10:30:00 on the next day
      Then the merchant takes the day for reconciled
