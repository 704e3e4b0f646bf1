Feature: Getting a bill
  A bill is applied for, and then downloaded from the address that the application brings.

  @BILL-AFTER-TEN @gateway
  Rule: The bill of a day can be had from ten o'clock of the next day on, and not before it is made

    Scenario Outline: Until nine o'clock there is none of the <bill>
      Given an order of 1.00 yuan in SUCCESS
      When it is <time> on the next day
      And the caller applies for the <bill> of that day
      Then the gateway gives no bill because the bill is still being made

      Examples:
        | bill           | time     |
        | trade bill     | 00:00:01 |
        | trade bill     | 08:59:59 |
        | fund-flow bill | 08:59:59 |

    Scenario Outline: After ten o'clock the <bill> is there
      Given an order of 1.00 yuan in SUCCESS
      When it is <time> on the next day
      And the caller applies for the <bill> of that day
      Then the gateway accepts

      Examples:
        | bill           | time     |
        | trade bill     | 10:00:01 |
        | trade bill     | 23:59:59 |
        | fund-flow bill | 10:00:01 |

  @BILL-NO-STATEMENT @gateway
  Rule: A day on which nothing was paid and nothing refunded has no bill

    Scenario Outline: An order that nobody paid makes no <bill>
      Given an order of 1.00 yuan
      When it is 10:00:01 on the next day
      And the caller applies for the <bill> of that day
      Then the gateway gives no bill because there is nothing to put into it

      Examples:
        | bill           |
        | trade bill     |
        | fund-flow bill |

    Scenario: A payment makes no bill of refunds
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller applies for the bill of refunds of that day
      Then the gateway gives no bill because there is nothing to put into it

    Scenario: A payment makes no bill of the day before
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller applies for the trade bill of the day before that
      Then the gateway gives no bill because there is nothing to put into it

  @BILL-WINDOW-3M @gateway
  Rule: A bill can be had for three months, and only of a day that is over

    Scenario Outline: Eighty-nine days later the <bill> can still be had
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And 88 days pass
      And the caller applies for the <bill> of that day
      Then the gateway accepts

      Examples:
        | bill           |
        | trade bill     |
        | fund-flow bill |

    Scenario Outline: Ninety-three days later the <bill> can not
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And 92 days pass
      And the caller applies for the <bill> of that day
      Then the gateway gives no bill because the day is too long ago

      Examples:
        | bill           |
        | trade bill     |
        | fund-flow bill |

    Scenario Outline: There is none of <day>
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller applies for the trade bill of <day>
      Then the gateway gives no bill because the day is not over

      Examples:
        | day      |
        | today    |
        | tomorrow |

  @BILL-PARAMS @gateway
  Rule: A bill is applied for with a day, a type and a packing that there are

    Scenario Outline: With <name> = <value> there is none
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller applies for yesterday's trade bill, and <name> is <value>
      Then the gateway refuses because a parameter is wrong

      Examples:
        | name      | value        |
        | bill_date | left out     |
        | bill_date | "20260115"   |
        | bill_type | "PAID"       |
        | tar_type  | "ZIP"        |

    Scenario Outline: With <name> = <value> there is the <bill>
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller applies for yesterday's <bill>, and <name> is <value>
      Then the gateway accepts

      Examples:
        | bill           | name         | value   |
        | trade bill     | bill_type    | "ALL"   |
        | fund-flow bill | account_type | "BASIC" |

  @BILL-URL-5M @gateway
  Rule: The address of a bill is good for five minutes

    Scenario: Within them the bill can be downloaded
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller applies for the trade bill of that day
      And 4 minutes 59 seconds pass
      And the caller downloads the bill
      Then the gateway accepts

    Scenario: After them it can not
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller applies for the trade bill of that day
      And 5 minutes 1 second pass
      And the caller downloads the bill
      Then the gateway gives no bill because the address is good no more

    Scenario: An address that nobody gave out brings nothing
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller applies for the trade bill of that day
      And the caller downloads the bill from an address that nobody gave out
      Then the gateway gives no bill because the address is good no more

  @BILL-SIGNED @gateway
  Rule: A bill is given out for a signed request only, and bears no signature itself

    Scenario Outline: With <wrong> there is none
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller applies for the trade bill of that day
      And the caller downloads the bill with <wrong>
      Then the gateway refuses with SIGN_ERROR

      Examples:
        | wrong                           |
        | no Authorization header         |
        | another key than the merchant's |
        | a path changed after signing    |

    Scenario: Signed right it is given, and bears no signature
      Given an order of 1.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller applies for the trade bill of that day
      And the caller downloads the bill
      Then the gateway accepts
      And the bill bears no signature

  @BILL-FUND-FLOW @gateway
  Rule: The fund-flow bill of a day tells each movement of the account, and adds them up

    Scenario: It has its columns
      Given an order of 100.00 yuan in SUCCESS
      When it is 10:00:01 on the next day
      And the caller fetches the fund-flow bill of that day
      Then the bill has the columns of a fund-flow bill

    Scenario: It tells a payment, and adds up
      Given an order of 100.00 yuan in SUCCESS
      When the caller refunds 40.00 yuan
      And it is 10:00:01 on the next day
      And the caller fetches the fund-flow bill of that day
      Then the bill tells what came in for the order, and what the account then held
      And the sums of the bill are those of its rows

    Scenario: It tells the refund and the fees as the trade bill settles them
      Given an order of 100.00 yuan in SUCCESS
      When the caller refunds 50.00 yuan
      And it is 10:00:01 on the next day
      And the caller fetches the fund-flow bill of that day
      Then the bill tells the refund, and fees as the trade bill of that day has them
