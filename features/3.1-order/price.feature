Feature: The price of an order
  A customer's device sends what its owner likes.

  @PRICE-SERVER @merchant
  Rule: What an order costs is the merchant's to say, not the customer's

    Scenario Outline: The customer says that the goods cost <price>
      Given a customer stands before the cashier with goods for 9.90 yuan
      When the customer orders the same and says that it costs <price>
      Then every order of the merchant is for 9.90 yuan

      Examples:
        | price     |
        | 0.01 yuan |
        | 9.80 yuan |
