import { type MerchantIdentity, paths, rsaSigner, signRequest, systemEntropy } from '../src/protocol/index.ts';
import { wallClock } from '../src/time/index.ts';
import { readMerchant } from './credentials.ts';
import type { Turn } from './load.ts';

/** Orders, each followed by a query of it, signed now: good for five minutes. `first` is the number of the first order. */
export function signedTurns(folder: string, first: number, count: number): readonly Turn[] {
  const { merchant, key } = readMerchant(folder);
  const identity: MerchantIdentity = { mchid: merchant.mchid, serialNo: merchant.serial_no, sign: rsaSigner(key) };
  const bytes = (method: 'GET' | 'POST', target: string, text: string): Buffer => {
    const body = Buffer.from(text);
    const authorization = signRequest(identity, { method, target, body }, wallClock, systemEntropy);
    const head = [
      `${method} ${target} HTTP/1.1`,
      'Host: 127.0.0.1',
      `Authorization: ${authorization}`,
      'Accept: application/json',
      'User-Agent: bench',
      ...(method === 'POST' ? ['Content-Type: application/json', `Content-Length: ${body.length}`] : []),
    ];
    return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
  };
  return Array.from({ length: count }, (_, index) => {
    const number = `bench-${first + index}`;
    const order = {
      appid: merchant.appid,
      mchid: merchant.mchid,
      description: 'Tea',
      out_trade_no: number,
      notify_url: 'https://shop.example/notify',
      amount: { total: 990, currency: 'CNY' },
      payer: { openid: merchant.openid },
    };
    return [
      bytes('POST', paths.order, JSON.stringify(order)),
      bytes('GET', paths.orderByNumber(number, merchant.mchid), ''),
    ];
  });
}
