Feature: The front end's word
  What requestPayment reports to the mini program can be wrong, and can be forged.

  @FRONTEND-NO-PROOF @merchant
  Rule: The front end's word never makes an order paid

    Scenario: A forged ok over an unpaid order
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the mini program reports "requestPayment:ok"
      Then the customer is shown that the order is unpaid
      And the merchant takes the order for unpaid
      And the goods were handed out 0 times

    Scenario: An ok that is reported after the customer cancelled
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer cancels
      And the mini program reports "requestPayment:ok"
      Then the merchant takes the order for unpaid
      And the goods were handed out 0 times

    Scenario: An ok that can not be checked is not believed
      Given a customer stands before the cashier with goods for 9.90 yuan
      And answers to queries are error-500
      When the mini program reports "requestPayment:ok"
      Then the merchant takes the order for unpaid
      And the goods were handed out 0 times
      And the customer is shown that the order is unpaid

    Scenario: A true ok is believed because of the query
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer pays
      And the customer returns to the shop
      Then the customer is shown that the order is paid
      And the goods were handed out 1 time
