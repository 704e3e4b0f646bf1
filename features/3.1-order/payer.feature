Feature: Who pays an order
  Only the WeChat user whom an order names can pay it. Each scenario has a customer of its own.

  @PAYER-NAMED @merchant
  Rule: An order names the customer who is to pay it

    Scenario: A customer orders
      Given a customer stands before the cashier with goods for 9.90 yuan
      Then the order names the customer who made it

    Scenario: The next customer orders
      Given a customer stands before the cashier with goods for 9.90 yuan
      Then the order names the customer who made it

    Scenario: A customer taps Pay once more
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer cancels
      And the customer taps Pay again
      Then the order names the customer who made it
