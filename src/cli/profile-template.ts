/**
 * The profile that `init` writes: the smallest one that runs, with what else there is as comments. `credentials` is the
 * folder of the credentials, from the profile's own.
 */
export const profileTemplate = (credentials: string): string => `\
# How the conformance kit meets your backend. Every line is yours to change; docs/merchant.md explains each.
name: my-shop
baseUrl: http://127.0.0.1:3000

# Let the kit start your backend, and end it afterwards:
# launch:
#   command: node server.js
#   ready: GET /healthz                # up once this is answered 2xx
#   env: { MCHID: "{mchid}", KEY_PATH: "{credentials}/apiclient_key.pem", WXPAY: "{gateway.url}" }
#   # Keys as text: "{apiclient_key.pem}", or in one line "{apiclient_key.pem:line}", with :base64, or with :bare

# Where your backend is configured to find WeChat Pay, and what it is configured with:
gateway: { listen: 127.0.0.1:8787, credentials: ${JSON.stringify(credentials)} }

# Your notify_url is public, and the kit is to bring notifications to this machine:
# notify: { origins: { "https://shop.example": "http://127.0.0.1:3000" } }

# Whether the kit can move your backend's clock: none, { set: <request> }, { command: ./set-clock {now} }, or, for one
# on Node that the kit launches on Linux, { faketime: { step: 30s } } (apt-get install faketime)
clock: none

# How long a reading may take to become true:
patience: 5s

actors:
  buyer:
    # The kit hands out a code as wx.login does; your backend asks jscode2session for the openid.
    login: [ { post: /login, body: { code: "{login.code}" }, take: { token: $.token } } ]
    headers: { Authorization: "Bearer {token}" }
    # Where it has accounts of its own, each scenario is the next one, "{account.name}":
    # accounts: [ { name: alice, password: "\${ALICE}" }, { name: bob, password: "\${BOB}" } ]

# How this backend says yes, where the HTTP status does not:
# success: $.code == 0

verbs:
  # A customer orders at a price, in fen ("{price.fen}") or yuan ("{price.yuan}").
  placeOrder: [ { as: buyer, post: /orders, body: { price: "{price.fen}" }, take: { order: $.order } } ]
  # The customer taps Pay: the arguments of wx.requestPayment, with appId.
  paymentParams: [ { as: buyer, post: "/orders/{order}/pay", take: { params: $ } } ]
  # What the backend believes, and how often it handed goods out. It must change nothing.
  readOrder: [ { as: buyer, get: "/orders/{order}", take: { state: $.state, fulfilled: $.fulfilled } } ]
  # The mini program came back from the cashier:
  # returnFromCashier: [ { as: buyer, post: "/orders/{order}/return", body: { errMsg: "{errMsg}" } } ]
  # cancelOrder: { absent: "orders cannot be cancelled by customers" }
  # refund: [ { as: buyer, post: "/orders/{order}/refunds", body: { amount: "{refund.fen}" }, take: { refund: $.refund } } ]
  # readRefund: [ { as: buyer, get: "/refunds/{refund}", take: { state: $.state } } ]
  # The orders of a day are compared with WeChat Pay's bill of it; what differs, in which order and how:
  # reconcile: [ { post: /reconciliations, body: { date: "{bill.date}" }, take: { differences: { from: $.list, order: outTradeNo, kind: type } } } ]

# Which words of yours mean what:
states: { unpaid: [unpaid], paid: [paid], closed: [closed], refunding: [refunding], refunded: [refunded] }
# differences: { unpaid: [NOT_PAID_HERE], unknown: [NOT_HERE], missing: [NOT_IN_BILL], amount: [AMOUNT] }
`;
