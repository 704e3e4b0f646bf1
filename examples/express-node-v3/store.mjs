/** What the shop keeps. Every change of a state is one statement or one transaction: whoever comes second changes nothing. */
import { randomUUID } from 'node:crypto';
import Database from 'libsql';

const db = new Database(process.env.DATABASE ?? ':memory:');
db.exec(`
  CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY, openid TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY,                -- the out_trade_no too
    openid TEXT NOT NULL,
    price INTEGER NOT NULL,             -- fen
    request TEXT NOT NULL,              -- what WeChat Pay was asked for, to be asked again to the letter
    state TEXT NOT NULL DEFAULT 'NEW',  -- NEW, PAID or CLOSED; the last two are final
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    paid_at INTEGER,                    -- when the customer paid, as WeChat Pay tells it
    prepay_id TEXT,
    prepay_at INTEGER,
    looks INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS shipments (id INTEGER PRIMARY KEY, order_id TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS refunds (
    number TEXT PRIMARY KEY,            -- the out_refund_no: one for all attempts
    order_id TEXT NOT NULL,
    amount INTEGER NOT NULL,            -- fen
    state TEXT NOT NULL DEFAULT 'PROCESSING', -- PROCESSING, SUCCESS or FAILED
    created_at INTEGER NOT NULL,
    looks INTEGER NOT NULL DEFAULT 0
  );
`);

const get = (sql, ...values) => db.prepare(sql).get(...values);
const all = (sql, ...values) => db.prepare(sql).all(...values);
const run = (sql, ...values) => db.prepare(sql).run(...values).changes;

export const sessions = {
  open(openid) {
    const token = randomUUID();
    run('INSERT INTO sessions VALUES (?, ?)', token, openid);
    return token;
  },
  openid: (token) => get('SELECT openid FROM sessions WHERE token = ?', token)?.openid,
};

export const orders = {
  add: ({ id, openid, price, request, createdAt, expiresAt }) =>
    run(
      'INSERT INTO orders (id, openid, price, request, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
      ...[id, openid, price, JSON.stringify(request), createdAt, expiresAt],
    ),
  find: (id) => get('SELECT * FROM orders WHERE id = ?', id),
  unpaid: () => all("SELECT * FROM orders WHERE state = 'NEW'"),
  keepPrepayId: (id, prepayId, at) =>
    run('UPDATE orders SET prepay_id = ?, prepay_at = ?, looks = 0 WHERE id = ?', prepayId, at, id),
  looked: (id, looks) => run('UPDATE orders SET looks = ? WHERE id = ?', looks, id),
  leaveUntil: (id, time) => run('UPDATE orders SET not_before = ? WHERE id = ?', time, id),
  close: (id) => run("UPDATE orders SET state = 'CLOSED' WHERE id = ? AND state = 'NEW'", id),
  /** Paid and shipped, once, however often it is told. */
  pay: db.transaction((id, at) => {
    const first = run("UPDATE orders SET state = 'PAID', paid_at = ? WHERE id = ? AND state = 'NEW'", at, id) === 1;
    if (first) run('INSERT INTO shipments (order_id) VALUES (?)', id);
  }),
  paidBetween: (from, until) => all('SELECT id FROM orders WHERE paid_at >= ? AND paid_at < ?', from, until),
  shipments: (id) => get('SELECT count(*) AS n FROM shipments WHERE order_id = ?', id).n,
};

export const refunds = {
  find: (number) => get('SELECT * FROM refunds WHERE number = ?', number),
  of: (orderId) => all('SELECT * FROM refunds WHERE order_id = ?', orderId),
  pending: () => all("SELECT * FROM refunds WHERE state = 'PROCESSING'"),
  /** Adds a refund where that much is left of the price: all together stay within it. */
  addWithin: db.transaction(({ number, order, amount, createdAt }) => {
    const sql = "SELECT coalesce(sum(amount), 0) AS sum FROM refunds WHERE order_id = ? AND state <> 'FAILED'";
    if (get(sql, order.id).sum + amount > order.price) return false;
    const columns = 'INSERT INTO refunds (number, order_id, amount, created_at) VALUES (?, ?, ?, ?)';
    return run(columns, number, order.id, amount, createdAt) === 1;
  }),
  looked: (number, looks) => run('UPDATE refunds SET looks = ? WHERE number = ?', looks, number),
  settle: (number, state) =>
    run("UPDATE refunds SET state = ? WHERE number = ? AND state = 'PROCESSING'", state, number),
};

export const closeStore = () => db.close();
