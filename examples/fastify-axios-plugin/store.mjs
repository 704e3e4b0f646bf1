/** What the shop keeps. Every change of a state is one statement or one transaction: whoever comes second changes nothing. */
import Database from 'libsql';

const db = new Database(process.env.DATABASE ?? ':memory:');
db.exec(`
  CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY, openid TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS orders (
    number TEXT PRIMARY KEY,              -- the out_trade_no
    openid TEXT NOT NULL,
    price INTEGER NOT NULL,               -- fen
    request TEXT NOT NULL,                -- what WeChat Pay is asked for, each time to the letter
    state TEXT NOT NULL DEFAULT 'unpaid', -- unpaid, paid or closed; the last two are final
    expires_at INTEGER NOT NULL,
    next_look INTEGER NOT NULL,           -- when the shop asks about it by itself
    asked_at INTEGER,                     -- when the customer last tapped Pay
    prepay_id TEXT,
    prepay_at INTEGER,
    paid_on TEXT                          -- the day of the payment in Beijing, as bills have it
  );
  CREATE INDEX IF NOT EXISTS open_orders ON orders (next_look) WHERE state = 'unpaid';
  CREATE INDEX IF NOT EXISTS paid_orders ON orders (paid_on);
  CREATE TABLE IF NOT EXISTS shipments (id INTEGER PRIMARY KEY, number TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS refunds (
    number TEXT PRIMARY KEY,              -- the out_refund_no: one for all attempts
    order_number TEXT NOT NULL,
    amount INTEGER NOT NULL,              -- fen
    state TEXT NOT NULL DEFAULT 'pending', -- pending, done or failed; the last two are final
    created_at INTEGER NOT NULL,
    next_look INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS reconciled (date TEXT PRIMARY KEY);
`);

const get = (sql, ...values) => db.prepare(sql).get(...values);
const all = (sql, ...values) => db.prepare(sql).all(...values);
const run = (sql, ...values) => db.prepare(sql).run(...values).changes;

/** So many at once: a shop that was down for a day does not ask about all its orders in one moment. */
const DUE = 'next_look <= ? ORDER BY next_look LIMIT 20';

export const sessions = {
  keep: (token, openid) => run('INSERT INTO sessions VALUES (?, ?)', token, openid),
  openid: (token) => get('SELECT openid FROM sessions WHERE token = ?', token)?.openid,
};

export const orders = {
  add: ({ number, openid, price, request, expiresAt }) =>
    run(
      'INSERT INTO orders (number, openid, price, request, expires_at, next_look) VALUES (?, ?, ?, ?, ?, ?)',
      ...[number, openid, price, JSON.stringify(request), expiresAt, expiresAt],
    ),
  find: (number) => get('SELECT * FROM orders WHERE number = ?', number),
  due: (now) => all(`SELECT * FROM orders WHERE state = 'unpaid' AND ${DUE}`, now),
  paidOn: (date) => all('SELECT * FROM orders WHERE paid_on = ?', date),
  asked: (number, at) => run('UPDATE orders SET asked_at = ? WHERE number = ?', at, number),
  keepPrepayId: (number, prepayId, at) =>
    run('UPDATE orders SET prepay_id = ?, prepay_at = ? WHERE number = ?', prepayId, at, number),
  lookAgain: (number, at) => run('UPDATE orders SET next_look = ? WHERE number = ?', at, number),
  close: (number) => run("UPDATE orders SET state = 'closed' WHERE number = ? AND state = 'unpaid'", number),
  /** Paid and shipped, once, however often it is told. Answers the state that the order is in then. */
  pay: db.transaction((number, date) => {
    const sql = "UPDATE orders SET state = 'paid', paid_on = ? WHERE number = ? AND state = 'unpaid'";
    if (run(sql, date, number) === 1) run('INSERT INTO shipments (number) VALUES (?)', number);
    return orders.find(number).state;
  }),
  shipments: (number) => get('SELECT count(*) AS n FROM shipments WHERE number = ?', number).n,
};

export const refunds = {
  find: (number) => get('SELECT * FROM refunds WHERE number = ?', number),
  of: (order) => all('SELECT * FROM refunds WHERE order_number = ?', order.number),
  due: (now) => all(`SELECT * FROM refunds WHERE state = 'pending' AND ${DUE}`, now),
  /** Adds a refund where that much is left of the price: all together stay within it. Answers whether it did. */
  addWithin: db.transaction(({ number, order, amount, at }) => {
    const sql = "SELECT coalesce(sum(amount), 0) AS sum FROM refunds WHERE order_number = ? AND state <> 'failed'";
    if (get(sql, order.number).sum + amount > order.price) return false;
    const columns = 'INSERT INTO refunds (number, order_number, amount, created_at, next_look) VALUES (?, ?, ?, ?, ?)';
    return run(columns, number, order.number, amount, at, at) === 1;
  }),
  lookAgain: (number, at) => run('UPDATE refunds SET next_look = ? WHERE number = ?', at, number),
  settle: (number, state) => run("UPDATE refunds SET state = ? WHERE number = ? AND state = 'pending'", state, number),
};

export const reconciled = {
  has: (date) => get('SELECT 1 AS yes FROM reconciled WHERE date = ?', date) !== undefined,
  keep: (date) => run('INSERT OR IGNORE INTO reconciled VALUES (?)', date),
};

export const closeStore = () => db.close();
