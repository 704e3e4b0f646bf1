Feature: time_expire
  The merchant may say until when an order can be paid. WeChat Pay then takes no more money; to close the order is the merchant's part.

  @TIME-EXPIRE-ENDS @gateway
  Rule: After time_expire nobody can pay, and the order stays unpaid

    Scenario: A second before time_expire the payer can pay
      Given an order of 1.00 yuan whose time_expire is 30 minutes away
      When 29 minutes 59 seconds pass
      And the payer pays
      Then the cashier takes the payment
      And the order is SUCCESS

    Scenario: A second after time_expire the payer is told to order again
      Given an order of 1.00 yuan whose time_expire is 30 minutes away
      When 30 minutes 1 second passes
      And the payer pays
      Then the cashier refuses, saying "订单已超过商户设置的最晚支付成功时间，请重新发起支付"
      And the order is NOTPAY

    Scenario: Ordering again does not put time_expire off
      Given an order of 1.00 yuan whose time_expire is 30 minutes away
      When 20 minutes pass
      And the caller orders again with the same parameters
      And 10 minutes 1 second passes
      And the payer pays
      Then the cashier refuses
      And the order is NOTPAY

    Scenario Outline: <age> after the order, time_expire long past, it is still NOTPAY
      Given an order of 1.00 yuan whose time_expire is 30 minutes away
      When <age> pass
      Then the order is NOTPAY

      Examples:
        | age    |
        | 1 hour |
        | 6 days |

    Scenario: The merchant can close it then
      Given an order of 1.00 yuan whose time_expire is 30 minutes away
      When 30 minutes 1 second passes
      And the caller closes the order
      Then the gateway accepts without a body
      And the order is CLOSED

  @TIME-EXPIRE-BOUNDS @gateway
  Rule: time_expire is moved to one minute at the least and fifteen days at the most

    Scenario Outline: A time_expire <wanted> away lets the payer pay after <age>
      Given an order of 1.00 yuan whose time_expire is <wanted> away
      When <age> pass
      And the payer pays
      Then the cashier takes the payment

      Examples: One minute at the least
        | wanted     | age        |
        | 1 second   | 59 seconds |
        | 59 seconds | 59 seconds |

    Scenario Outline: A time_expire <wanted> away stops the payer after <age>
      Given an order of 1.00 yuan whose time_expire is <wanted> away
      When <age> pass
      And the payer pays
      Then the cashier refuses
      And the order is NOTPAY

      Examples: One minute at the least
        | wanted     | age                |
        | 1 second   | 61 seconds         |
        | 2 minutes  | 2 minutes 1 second |

    Scenario: A time_expire that is over lets the payer pay for a minute all the same
      When the caller orders, and time_expire is an hour ago
      Then the gateway accepts
      When 59 seconds pass
      And the payer pays
      Then the cashier takes the payment

    Scenario: A time_expire in UTC is the moment that it says
      When the caller orders, and time_expire is an hour from now in UTC
      And 59 minutes pass
      And the payer pays
      Then the cashier takes the payment

    Scenario: A time_expire sixteen days away lets the payer pay until seven days are over
      Given an order of 1.00 yuan whose time_expire is 16 days away
      When 6 days 23 hours 59 minutes 59 seconds pass
      And the caller orders again with the same parameters
      And the payer pays
      Then the cashier takes the payment

    Scenario: An order that the seven days have not closed can be paid just before the fifteenth day is over
      Given an order of 1.00 yuan whose time_expire is 16 days away
      When 7 days 1 hour pass
      And the caller queries the order
      And 7 days 22 hours 59 minutes 59 seconds pass
      And the caller orders again with the same parameters
      And the payer pays
      Then the cashier takes the payment, or the order was CLOSED when the caller queried it

    Scenario: A time_expire sixteen days away takes no payment after the fifteenth day
      Given an order of 1.00 yuan whose time_expire is 16 days away
      When 14 days 23 hours 59 minutes 59 seconds pass
      And the caller orders again with the same parameters
      And 2 seconds pass
      And the payer pays
      Then the cashier refuses

  @CLOSE-AFTER-EXPIRE @merchant
  Rule: The merchant closes an order that was not paid by its time_expire

    Scenario: The merchant asks, then closes
      Given a customer stands before the cashier with goods for 9.90 yuan, to be paid in time
      When the time to pay has been over for 1 day
      Then the merchant has queried the order and then closed it
      And the merchant takes the order for closed
      And the goods were handed out 0 times

    Scenario: A minute before time_expire no order is closed unasked
      Given a customer stands before the cashier with goods for 9.90 yuan, to be paid in time
      When 1 minute is left to pay
      Then the merchant has not closed the order, or had asked first

    Scenario: What WeChat Pay can not be asked about is closed later, and not given up before
      Given a customer stands before the cashier with goods for 9.90 yuan, to be paid in time
      And answers to queries are error-500
      And answers to closes are error-500
      When the time to pay has been over for 1 minute
      Then the merchant takes the order for unpaid
      When all goes right again and what is left is done
      And 1 day passes
      Then the merchant has closed the order
      And the merchant takes the order for closed

    Scenario: What WeChat Pay does not close is not given up, and is closed later
      Given a customer stands before the cashier with goods for 9.90 yuan, to be paid in time
      And answers to closes are error-500
      When the time to pay has been over for 1 minute
      Then the merchant has not closed the order
      And the merchant takes the order for unpaid
      When all goes right again and what is left is done
      And 1 day passes
      Then the merchant takes the order for closed

    Scenario: An order paid in time is not closed
      Given a customer stands before the cashier with goods for 9.90 yuan, to be paid in time
      When the customer pays
      And the time to pay has been over for 1 day
      Then the merchant has not closed the order
      And the merchant takes the order for paid
