Feature: The books balance, whatever goes wrong
  Answers get lost, notifications come late or twice. In the end the merchant has what WeChat Pay has: each payment once, and no refund more than was asked for.

  @BOOKS-BALANCE @merchant
  Rule: Whatever goes wrong on the way, the merchant and WeChat Pay have the same payments and refunds in the end

    Scenario Outline: The answer to the order is <fault>
      Given a customer has ordered goods for 9.90 yuan
      And the next answer to an order is <fault>
      When the customer taps Pay until that works, and pays
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault           |
        | error-500       |
        | rate-limit      |
        | reset-before    |
        | reset-after     |
        | truncated       |
        | unsigned        |
        | wrong-signature |
        | unknown-serial  |
        | unavailable     |
        | no-auth         |

    Scenario Outline: Answers to closes are <fault>, and the customer pays after all
      Given a customer stands before the cashier with goods for 9.90 yuan
      And answers to closes are <fault>
      When the customer gives the order up
      And the customer pays
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault        |
        | error-500    |
        | reset-before |
        | reset-after  |
        | unsigned     |
        | probe        |
        | rule-limit   |

    Scenario Outline: The answer to the refund is <fault>, and the merchant sees to it by itself
      Given a customer has paid 9.90 yuan for goods
      And the next answer to a refund is <fault>
      When the merchant refunds 3.00 yuan
      And 5 minutes pass
      And WeChat Pay gives the money back
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault           |
        | rate-limit      |
        | reset-before    |
        | reset-after     |
        | truncated       |
        | wrong-signature |
        | probe           |

    Scenario Outline: The answer to the refund is <fault>, and somebody asks again
      Given a customer has paid 9.90 yuan for goods
      And the next answer to a refund is <fault>
      When the merchant refunds the whole price, and is asked again where it could not
      And 5 minutes pass
      And WeChat Pay gives the money back
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault            |
        | error-500        |
        | reset-after      |
        | account-abnormal |

    Scenario Outline: Answers to refund queries are <fault>
      Given a customer has paid 9.90 yuan for goods
      And answers to refund queries are <fault>
      When the merchant refunds 3.00 yuan
      And somebody looks at the refund
      And WeChat Pay gives the money back
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault           |
        | error-500       |
        | reset-after     |
        | truncated       |
        | wrong-signature |

    Scenario Outline: The payment notification is <fault>
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is <fault>
      When the customer pays
      And 1 hour passes
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault               |
        | lost                |
        | late                |
        | duplicate           |
        | concurrent          |
        | out-of-order        |
        | unsigned            |
        | probe               |
        | unknown-serial      |
        | tampered-ciphertext |

    Scenario Outline: The refund notification is <fault>
      Given a customer has paid 9.90 yuan for goods
      And the next notification is <fault>
      When the merchant refunds 3.00 yuan
      And WeChat Pay gives the money back
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault      |
        | lost       |
        | late       |
        | duplicate  |
        | concurrent |
        | probe      |

    Scenario Outline: No notification comes, and answers to queries are <fault>
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      And answers to queries are <fault>
      When the customer pays
      And the customer returns to the shop
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault        |
        | error-500    |
        | reset-before |
        | truncated    |
        | unsigned     |
        | probe        |
        | stale        |

    Scenario Outline: The answer to the order is <fault>, and the customer has tapped twice
      Given a customer has ordered goods for 9.90 yuan
      And the next answer to an order is <fault>
      When the customer taps Pay twice at once
      And the customer taps Pay until that works, and pays
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault       |
        | reset-after |
        | truncated   |

    Scenario Outline: Answers to closes are <fault>, the customer pays after all, and no notification comes
      Given a customer stands before the cashier with goods for 9.90 yuan
      And notifications are lost
      And answers to closes are <fault>
      When the customer gives the order up
      And the customer pays
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault        |
        | error-500    |
        | reset-before |
        | reset-after  |

    Scenario Outline: The answer to the refund is reset-after, and its notification is <fault>
      Given a customer has paid 9.90 yuan for goods
      And the next answer to a refund is reset-after
      And the next notification is <fault>
      When the merchant refunds 3.00 yuan
      And WeChat Pay gives the money back
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault     |
        | lost      |
        | late      |
        | duplicate |

    Scenario Outline: The payment notification is <fault>, and the refund is made before it comes
      Given the next notification is <fault>
      And a customer has paid 9.90 yuan for goods
      When the merchant refunds 3.00 yuan
      And WeChat Pay gives the money back
      And 1 hour passes
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault        |
        | out-of-order |
        | late         |

    Scenario Outline: The payment notification is <fault>, and before anything else tells of the payment a part is refunded
      Given a customer stands before the cashier with goods for 9.90 yuan
      And the next notification is <fault>
      When the customer pays
      And the merchant refunds 3.00 yuan
      And WeChat Pay gives the money back
      And the customer comes back to look at the order
      And 2 hours pass
      And all goes right again and what is left is done
      Then the merchant's books balance with WeChat Pay's

      Examples:
        | fault |
        | lost  |
        | late  |

    Scenario: A refund that is told twice is counted once
      Given a customer has paid 9.90 yuan for goods
      And the next notification is duplicate
      When the merchant refunds 4.00 yuan
      And 1 hour passes
      And the merchant is asked to refund 3.90 yuan more, and 1.00 yuan where it does not
      Then the merchant has refunded 3.90 yuan more, or refunds no more at all
