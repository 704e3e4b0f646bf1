import type { EndpointName } from '../../src/gateway/endpoints.ts';
import { address, bytes, characters, list, object, oneOf, type Wire, whole, yesOrNo } from './wire-kinds.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** F§1.1: neither query nor fragment nor blank, as the seen expression has it. */
const URLS = {
  pattern: '^https?://([^\\s/?#\\[\\]\\@]+\\@)?([^\\s/?#\\@:]+)(?::\\d{2,5})?([^\\s?#\\[\\]]*)$',
  takes: 'http://a https://shop.example:80/notify https://shop.example:65535 https://me:secret@shop.example/a/b'.split(
    ' ',
  ),
  refuses: [
    'ftp://a/b',
    'a/b',
    'https:///a',
    'https://',
    'https://a/?b=c',
    'https://a/#b',
    'https://a/b c',
    'https://a/b[c]',
  ].concat([' https://a/b', 'xhttps://a/b', 'httpss://a/b', 'https://@a/b']),
};

const DATES = {
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  takes: ['2026-01-15', '0000-99-99'],
  refuses: '20260115 2026-1-15 2026-01-5 026-01-15 12026-01-15 2026-01-155 2026/01/15 x2026-01-15'.split(' '),
};

const BANKS = 'CMB COMM ABC CCB ICBC BOC PAB SPDB CITIC CEB CMBC CIB GDB PSBC NBCB'
  .split(' ')
  .map((bank) => `${bank}_DEBIT`);

const url = 'https://shop.example/notify';
const good = { merchant_goods_id: 'g1', wechatpay_goods_id: '1001', goods_name: '茶' };

/**
 * Every field of every endpoint with its bounds, as the fact sheet has them (F§1.1 to F§1.10) and in the labels of seen refusals (F§2.1).
 * It is what the schemas are held to, so nothing in it may be read from them.
 */
export const wireTable: Readonly<Record<EndpointName, Wire>> = {
  // F§1.1
  order: {
    right: {
      uri_template: {},
      body: {
        appid: 'wxd678efh567hg6787',
        mchid: '1900007291',
        description: '商品',
        out_trade_no: 'order-1',
        time_expire: '2026-01-15T11:00:00+08:00',
        attach: 'a',
        notify_url: url,
        goods_tag: 'tag',
        support_fapiao: true,
        amount: { total: 100, currency: 'CNY' },
        payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
        detail: { cost_price: 100, invoice_id: 'i', goods_detail: [{ ...good, quantity: 1, unit_price: 100 }] },
        scene_info: {
          payer_client_ip: '192.0.2.1',
          device_id: '013467007045764',
          store_info: { id: '0001', name: '店', area_code: '440305', address: '路' },
        },
        settle_info: { profit_sharing: false },
      },
    },
    fields: [
      {
        at: 'body',
        label: '下单请求',
        kind: object('appid', 'mchid', 'description', 'out_trade_no', 'notify_url', 'amount', 'payer'),
      },
      { at: 'body/appid', label: '公众号ID', kind: bytes(1, 32) },
      { at: 'body/mchid', label: '直连商户号', kind: bytes(1, 32) },
      { at: 'body/description', label: '商品描述', kind: characters(1, 127) },
      {
        at: 'body/out_trade_no',
        label: '商户订单号',
        kind: bytes(6, 32),
        characters: `${LETTERS}_-|*`,
        pattern: '^[0-9a-zA-Z_\\-\\|\\*]+$',
      },
      {
        at: 'body/time_expire',
        label: '交易结束时间',
        kind: characters(0, 64),
        takes: ['2026-01-15T11:00:00Z', '2026-01-15T11:00:00.000Z', '2026-01-15T11:00:00.000+08:00'],
        refuses: [
          '',
          '2026-01-15',
          '2026-01-15 11:00:00',
          '20260115110000',
          '2026-01-15T11:00:00',
          '2026-13-15T11:00:00+08:00',
        ],
      },
      { at: 'body/attach', label: '附加数据', kind: bytes(0, 128) },
      { at: 'body/notify_url', label: '通知地址', kind: characters(1, 255), filled: 'https://a/', ...URLS },
      { at: 'body/goods_tag', label: '订单优惠标记', kind: characters(0, 32) },
      { at: 'body/support_fapiao', label: '电子发票入口开放标识', kind: yesOrNo },
      { at: 'body/amount', label: '订单金额', kind: object('total') },
      { at: 'body/amount/total', label: '总金额', kind: whole(1) },
      { at: 'body/amount/currency', label: '货币类型', kind: oneOf('CNY') },
      { at: 'body/payer', label: '支付者', kind: object('openid') },
      { at: 'body/payer/openid', label: '用户标识', kind: characters(1, 128) },
      { at: 'body/detail', label: '优惠功能', kind: { is: 'object', needs: [], jsonBytes: 6144 } },
      { at: 'body/detail/cost_price', label: '订单原价', kind: whole(0) },
      { at: 'body/detail/invoice_id', label: '商品小票ID', kind: characters(0, 32) },
      { at: 'body/detail/goods_detail', label: '单品列表', kind: list },
      {
        at: 'body/detail/goods_detail/0',
        label: '单品列表',
        kind: object('merchant_goods_id', 'quantity', 'unit_price'),
      },
      {
        at: 'body/detail/goods_detail/0/merchant_goods_id',
        label: '商户侧商品编码',
        kind: characters(1, 32),
        characters: `${LETTERS}_-`,
        pattern: '^[0-9a-zA-Z_\\-]+$',
      },
      { at: 'body/detail/goods_detail/0/wechatpay_goods_id', label: '微信支付商品编码', kind: characters(0, 32) },
      { at: 'body/detail/goods_detail/0/goods_name', label: '商品名称', kind: characters(0, 256) },
      { at: 'body/detail/goods_detail/0/quantity', label: '商品数量', kind: whole(1) },
      { at: 'body/detail/goods_detail/0/unit_price', label: '商品单价', kind: whole(0) },
      { at: 'body/scene_info', label: '场景信息', kind: object('payer_client_ip') },
      { at: 'body/scene_info/payer_client_ip', label: '用户终端IP', kind: characters(1, 45) },
      { at: 'body/scene_info/device_id', label: '商户端设备号', kind: characters(0, 32) },
      { at: 'body/scene_info/store_info', label: '商户门店信息', kind: object('id') },
      { at: 'body/scene_info/store_info/id', label: '门店编号', kind: characters(1, 32) },
      { at: 'body/scene_info/store_info/name', label: '门店名称', kind: characters(0, 256) },
      { at: 'body/scene_info/store_info/area_code', label: '地区编码', kind: characters(0, 32) },
      { at: 'body/scene_info/store_info/address', label: '详细地址', kind: characters(0, 512) },
      { at: 'body/settle_info', label: '结算信息', kind: object() },
      { at: 'body/settle_info/profit_sharing', label: '是否指定分账', kind: yesOrNo },
    ],
  },
  // F§1.2
  'order-by-number': {
    right: { uri_template: { out_trade_no: 'order-1', mchid: '1900007291' } },
    fields: [
      { at: 'uri_template', label: '查询订单', kind: address('out_trade_no', 'mchid') },
      { at: 'uri_template/out_trade_no', label: '商户订单号', kind: bytes(1, 32) },
      { at: 'query/mchid', label: '直连商户号', kind: bytes(1, 32) },
    ],
  },
  // F§1.2
  'order-by-id': {
    right: { uri_template: { transaction_id: '4200000985202501150000000001', mchid: '1900007291' } },
    fields: [
      { at: 'uri_template', label: '查询订单', kind: address('transaction_id', 'mchid') },
      { at: 'uri_template/transaction_id', label: '微信支付订单号', kind: bytes(1, 32) },
      { at: 'query/mchid', label: '直连商户号', kind: bytes(1, 32) },
    ],
  },
  // F§1.3: a body without mchid is told as an address without it.
  close: {
    right: { uri_template: { out_trade_no: 'order-1' }, body: { mchid: '1900007291' } },
    fields: [
      { at: 'uri_template', label: '关闭订单', kind: address('out_trade_no') },
      { at: 'uri_template/out_trade_no', label: '商户订单号', kind: bytes(1, 32) },
      { at: 'body', label: '关单请求', kind: object('mchid') },
      { at: 'body/mchid', label: '直连商户号', kind: bytes(1, 32) },
    ],
  },
  // F§1.4
  refund: {
    right: {
      uri_template: {},
      body: {
        transaction_id: '4200000985202501150000000001',
        out_trade_no: 'order-1',
        out_refund_no: 'refund-1',
        reason: '退货',
        notify_url: url,
        funds_account: 'AVAILABLE',
        amount: { refund: 30, total: 100, currency: 'CNY', from: [{ account: 'AVAILABLE', amount: 30 }] },
        goods_detail: [{ ...good, unit_price: 100, refund_amount: 30, refund_quantity: 1 }],
      },
    },
    fields: [
      { at: 'body', label: '退款请求', kind: object('out_refund_no', 'amount') },
      { at: 'body/transaction_id', label: '微信支付订单号', kind: bytes(1, 32) },
      { at: 'body/out_trade_no', label: '商户订单号', kind: bytes(1, 32) },
      {
        at: 'body/out_refund_no',
        label: '商户退款单号',
        kind: bytes(1, 64),
        characters: `${LETTERS}_-|*@`,
        pattern: '^[0-9a-zA-Z_\\-\\|\\*@]+$',
      },
      { at: 'body/reason', label: '退款原因', kind: bytes(0, 80) },
      { at: 'body/notify_url', label: '退款结果回调url', kind: characters(1, 256), filled: 'https://a/', ...URLS },
      { at: 'body/funds_account', label: '退款资金来源', kind: oneOf('AVAILABLE', 'UNSETTLED') },
      { at: 'body/amount', label: '金额信息', kind: object('refund', 'total', 'currency') },
      { at: 'body/amount/refund', label: '退款金额', kind: whole(1) },
      { at: 'body/amount/total', label: '原订单金额', kind: whole(1) },
      { at: 'body/amount/currency', label: '退款币种', kind: oneOf('CNY') },
      { at: 'body/amount/from', label: '退款出资账户及金额', kind: list },
      { at: 'body/amount/from/0', label: '出资账户', kind: object('account', 'amount') },
      { at: 'body/amount/from/0/account', label: '出资账户类型', kind: oneOf('AVAILABLE', 'UNAVAILABLE') },
      { at: 'body/amount/from/0/amount', label: '出资金额', kind: whole(1) },
      { at: 'body/goods_detail', label: '退款商品', kind: list },
      {
        at: 'body/goods_detail/0',
        label: '退款商品',
        kind: object('merchant_goods_id', 'unit_price', 'refund_amount', 'refund_quantity'),
      },
      { at: 'body/goods_detail/0/merchant_goods_id', label: '商户侧商品编码', kind: characters(1, 32) },
      { at: 'body/goods_detail/0/wechatpay_goods_id', label: '微信支付商品编码', kind: characters(0, 32) },
      { at: 'body/goods_detail/0/goods_name', label: '商品名称', kind: characters(0, 256) },
      { at: 'body/goods_detail/0/unit_price', label: '商品单价', kind: whole(0) },
      { at: 'body/goods_detail/0/refund_amount', label: '商品退款金额', kind: whole(0) },
      { at: 'body/goods_detail/0/refund_quantity', label: '商品退货数量', kind: whole(1) },
    ],
  },
  // F§1.5
  'refund-by-number': {
    right: { uri_template: { out_refund_no: 'refund-1' } },
    fields: [
      { at: 'uri_template', label: '查询退款', kind: address('out_refund_no') },
      { at: 'uri_template/out_refund_no', label: '商户退款单号', kind: bytes(1, 64) },
    ],
  },
  // F§1.6: bank, account and name are needed for a payer's card alone.
  'abnormal-refund': {
    right: {
      uri_template: { refund_id: '50300000000000000000000000001' },
      body: {
        out_refund_no: 'refund-1',
        type: 'MERCHANT_BANK_CARD',
        bank_type: 'CMB_DEBIT',
        bank_account: 'x',
        real_name: 'x',
      },
    },
    fields: [
      { at: 'uri_template', label: '异常退款', kind: address('refund_id') },
      { at: 'uri_template/refund_id', label: '微信支付退款单号', kind: bytes(1, 32) },
      { at: 'body', label: '异常退款', kind: object('out_refund_no', 'type') },
      { at: 'body/out_refund_no', label: '商户退款单号', kind: bytes(1, 64) },
      { at: 'body/type', label: '异常退款处理方式', kind: oneOf('USER_BANK_CARD', 'MERCHANT_BANK_CARD') },
      {
        at: 'body/bank_type',
        label: '开户银行',
        kind: characters(0),
        takes: BANKS,
        pattern: '^(CMB|COMM|ABC|CCB|ICBC|BOC|PAB|SPDB|CITIC|CEB|CMBC|CIB|GDB|PSBC|NBCB)_DEBIT$',
        refuses: ['', 'CMB', '_DEBIT', 'CMB_CREDIT', 'HSBC_DEBIT', 'CMB_DEBIT_', 'XCMB_DEBIT'],
      },
      { at: 'body/bank_account', label: '收款银行卡号', kind: bytes(1, 1024) },
      { at: 'body/real_name', label: '收款用户姓名', kind: bytes(1, 1024) },
    ],
  },
  // F§1.7
  'trade-bill': {
    right: { uri_template: { bill_date: '2026-01-14', bill_type: 'ALL', tar_type: 'GZIP' } },
    fields: [
      { at: 'uri_template', label: '申请交易账单', kind: address('bill_date') },
      { at: 'query/bill_date', label: '账单日期', kind: characters(0), ...DATES },
      { at: 'query/bill_type', label: '账单类型', kind: oneOf('ALL', 'SUCCESS', 'REFUND') },
      { at: 'query/tar_type', label: '压缩类型', kind: oneOf('GZIP') },
    ],
  },
  // F§1.8
  'fund-flow-bill': {
    right: { uri_template: { bill_date: '2026-01-14', account_type: 'BASIC', tar_type: 'GZIP' } },
    fields: [
      { at: 'uri_template', label: '申请资金账单', kind: address('bill_date') },
      { at: 'query/bill_date', label: '账单日期', kind: characters(0), ...DATES },
      { at: 'query/account_type', label: '资金账户类型', kind: oneOf('BASIC', 'OPERATION', 'FEES') },
      { at: 'query/tar_type', label: '压缩类型', kind: oneOf('GZIP') },
    ],
  },
  // F§1.9
  'bill-download': {
    right: { uri_template: { token: 't' } },
    fields: [
      { at: 'uri_template', label: '下载账单', kind: address('token') },
      { at: 'query/token', label: '下载凭证', kind: characters(1) },
    ],
  },
  // F§3.10
  'security-echo': {
    right: { uri_template: {}, body: { notify_url: url, echo_message: 'x', encrypted_echo_message: 'x' } },
    fields: [
      { at: 'body', label: '回显测试', kind: object('echo_message') },
      { at: 'body/notify_url', label: '通知地址', kind: characters(1, 255), filled: 'https://a/', ...URLS },
      { at: 'body/echo_message', label: '回显信息', kind: bytes(1) },
      { at: 'body/encrypted_echo_message', label: '加密回显信息', kind: bytes(1) },
    ],
  },
  // F§1.10
  certificates: { right: { uri_template: {} }, fields: [{ at: 'uri_template', label: '平台证书', kind: address() }] },
};
