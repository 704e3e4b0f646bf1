import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from '@babel/parser';
import { reasonInChinese } from '../../src/report/reasons.ts';

const HAN = /\p{Script=Han}/u;

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item);
  if (!isNode(value)) return;
  yield value;
  for (const inner of Object.values(value)) yield* nodesIn(inner);
}

/** A text of the source as it comes out, with a word that is no one's for what is put in. */
function textOf(node: unknown): readonly string[] {
  if (!isNode(node)) return [];
  if (node.type === 'StringLiteral') return [String(node['value'])];
  if (node.type === 'LogicalExpression') return textOf(node['right']);
  if (node.type !== 'TemplateLiteral') return [];
  const quasis = node['quasis'] as readonly { readonly value: { readonly cooked: string } }[];
  return [quasis.map(({ value }) => value.cooked).join('7')];
}

/** What scenarios that were stopped are told to say, but for faults of the kit's own. */
function reasonsIn(folder: string): readonly string[] {
  const at = new URL(`../../${folder}/`, import.meta.url);
  return (
    readdirSync(at)
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...nodesIn(
          parse(readFileSync(new URL(file, at), 'utf8'), { sourceType: 'module', plugins: ['typescript'] }).program,
        ),
      ])
      .filter(
        ({ type, callee }) =>
          type === 'CallExpression' &&
          isNode(callee) &&
          isNode(callee['property']) &&
          callee['property']['name'] === 'stop',
      )
      .map((call) => call['arguments'] as readonly Node[])
      .filter(([why]) => why?.['value'] !== 'kit')
      .flatMap(([, reason]) => textOf(reason))
      // A verb and what a backend said: its parts are known or the subject's.
      .filter((reason) => reason !== '7: 7')
  );
}

describe('a reason in Chinese', () => {
  it('is known of everything that stops a scenario', () => {
    const said = ['src/workflow', 'src/actors', 'steps'].flatMap(reasonsIn);
    assert.ok(said.length > 80, `${said.length} were found`);
    assert.deepEqual(
      said.filter((reason) => !HAN.test(reasonInChinese(reason) ?? '')),
      [],
    );
  });

  it('says its parts in Chinese too, and keeps names and what subjects say', () => {
    for (const [reason, chinese] of [
      [
        'the profile does not say that the merchant holds both of WeChat Pay’s keys: gateway.keyMode: both',
        '商户配置未说明商户持有微信支付的两种密钥：gateway.keyMode: both',
      ],
      [
        "faketime is not installed: apt-get install faketime: the scenario needs the backend's own clock to move",
        '未安装faketime：apt-get install faketime（场景需要：拨动后台自身的时钟）',
      ],
      ['refund: POST /refunds was answered 500 with $1 oops', 'refund：POST /refunds的应答为500，内容$1 oops'],
      ['placeOrder needs {token}, and nothing has taken it so far', 'placeOrder需要{token}，而此前没有任何步骤取得它'],
      ['the merchant has no cancelOrder: orders stay', '商户没有cancelOrder：orders stay'],
    ] as const)
      assert.equal(reasonInChinese(reason), chinese);
  });

  it('is none of what is not known', () => {
    for (const own of ['anything else', 'shop: closed on Mondays', '', 'toString', '__proto__'])
      assert.equal(reasonInChinese(own), undefined);
  });
});
