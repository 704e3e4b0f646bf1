# language: zh-CN
功能: 使用代金券支付
  用户可使用代金券抵扣部分订单金额，商户以返回的用户实付金额为准。

  @PAY-COUPONS @gateway
  规则: 使用代金券的订单返回用户实付金额及所用代金券

    场景大纲: 查单返回实付金额与<类型>代金券
      假如10.00元的订单以<类型>代金券支付，券额为2.00元
      当调用方查询订单
      那么应答中amount.total = 1000
      并且应答中amount.payer_total = 800
      并且应答中promotion_detail.0.amount = 200
      并且应答中promotion_detail.0.type = "<代码>"

      例子:
        | 类型   | 代码   |
        | 充值   | CASH   |
        | 免充值 | NOCASH |

    场景: 通知返回实付金额与所用代金券
      假如10.00元的订单以充值代金券支付，券额为2.00元
      那么通知已签名、可解密，内容为该笔支付
      并且通知中amount.payer_total = 800
      并且通知中promotion_detail.0.amount = 200
