import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointName } from '../../src/gateway/endpoints.ts';
import { type Parameters, parameterRefusal } from '../../src/gateway/validate.ts';
import { readPackageJson } from '../../src/package-root.ts';
import { isRecord } from '../../src/protocol/wire.ts';
import type { Field, Kind, Wire } from './wire-kinds.ts';
import { wireTable } from './wire-table.ts';

const refusalOf = (name: EndpointName, parameters: Parameters) => parameterRefusal(name, parameters, 'observed');

const REQUIRED = '此字段为必填项';
const MATCHES = '字符串必须匹配正则表达式';

/** What stands in the query is told so; it is part of the address as the path is. */
const placeOf = ({ at }: Field): readonly string[] => at.replace(/^query/, 'uri_template').split('/');

/** The same with another value at one place; undefined takes it away. */
function changed(whole: unknown, [name = '', ...deeper]: readonly string[], value: unknown): unknown {
  if (Array.isArray(whole))
    return whole
      .map((each, index) => (index === Number(name) ? changed({ each }, ['each', ...deeper], value) : each))
      .map((each, index) => (index === Number(name) ? (each as { each: unknown }).each : each));
  const { [name]: inner, ...others } = whole as Record<string, unknown>;
  const put = deeper.length === 0 ? value : changed(inner, deeper, value);
  return put === undefined ? others : { ...others, [name]: put };
}

const valueAt = (whole: unknown, place: readonly string[]): unknown =>
  place.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], whole);

/** One field of one endpoint, whose bounds are tried one by one. */
class Trial {
  readonly #name: EndpointName;
  readonly #right: Parameters;
  readonly #field: Field;

  constructor(name: EndpointName, right: Parameters, field: Field) {
    this.#name = name;
    this.#right = right;
    this.#field = field;
  }

  get value(): unknown {
    return valueAt(this.#right, placeOf(this.#field));
  }

  with(value: unknown): string {
    const parameters = changed(this.#right, placeOf(this.#field), value) as Parameters;
    return refusalOf(this.#name, parameters)?.message ?? 'taken';
  }

  takes(value: unknown): void {
    assert.equal(this.with(value), 'taken', shown(value));
  }

  /** Told of this field or of one inside of it, and why. */
  refuses(value: unknown, why: string, inside = ''): void {
    const message = this.with(value);
    const { at, label } = this.#field;
    assert.ok(message.includes(`/${at}${inside}`) && message.includes(why), `${shown(value)}: ${message}`);
    if (inside === '') assert.ok(message.includes(`“${label}”`), message);
  }

  keepsTo(kind: Kind): void {
    switch (kind.is) {
      case 'text':
        this.#text(kind);
        return;
      case 'whole number':
        this.takes(kind.least);
        this.takes(2 ** 62);
        this.refuses(kind.least - 1, `值低于最小值 ${kind.least}`);
        for (const wrong of [2 ** 63, 1.5, '1', null]) this.refuses(wrong, '此字段需要一个合法的 64 位有符号整数');
        return;
      case 'yes or no':
        for (const right of [true, false]) this.takes(right);
        for (const wrong of ['true', 0, null]) this.refuses(wrong, '此字段需要一个 boolean 类型的 Json 值');
        return;
      case 'one of':
        for (const right of kind.values) this.takes(right);
        for (const wrong of ['', 'NONE', ...kind.values.flatMap((value) => [value.toLowerCase(), `${value}x`])])
          this.refuses(wrong, '规则校验失败');
        this.refuses(1, '规则校验失败');
        return;
      case 'object':
        this.#object(kind);
        return;
      case 'list':
        for (const length of [1, 2, 20]) this.takes(Array.from({ length }, () => (this.value as unknown[])[0]));
        this.refuses([], '此字段个数为 0 个，低于最小值 1');
        this.refuses({}, '此字段需要一个 array 类型的 Json 值');
        return;
    }
  }

  #text({ least, most, in: unit }: Kind & { is: 'text' }): void {
    const { characters, filled = '', takes, refuses = [], pattern } = this.#field;
    const measured = unit === 'bytes' ? '字节数' : '字符数';
    const text = (length: number, filling = 'x'): string => filled + filling.repeat(length - filled.length);
    this.refuses(1, '此字段需要一个 string 类型的 Json 值');
    // That a text is empty is told in characters, of some fields in bytes (F§2.1).
    if (least > 0)
      this.refuses(
        'x'.repeat(least - 1),
        least === 1 ? '数 0，小于最小值 1' : `${measured} ${least - 1}，小于最小值 ${least}`,
      );
    else assert.doesNotMatch(this.with(''), /小于最小值/);
    if (most === undefined) assert.doesNotMatch(this.with('x'.repeat(100_000)), /大于最大值/);
    else {
      this.refuses(text(most + 1), `${measured} ${most + 1}，大于最大值 ${most}`);
      assert.doesNotMatch(this.with(text(most)), /大于最大值/);
      // A Chinese character is one character and three bytes.
      const chinese = unit === 'bytes' ? Math.floor(most / 3) : most;
      assert.doesNotMatch(this.with('字'.repeat(chinese)), /大于最大值/);
      if (pattern === undefined) this.refuses('字'.repeat(chinese + 1), '大于最大值');
    }
    for (const right of takes ?? []) this.takes(right);
    for (const wrong of refuses) this.refuses(wrong, pattern === undefined ? '规则校验失败' : `${MATCHES}“${pattern}”`);
    if (takes === undefined) for (const length of [least, most ?? 1000]) this.takes(text(length));
    if (characters === undefined) return;
    for (let code = 0x20; code < 0x7f; code += 1) {
      const some = String.fromCharCode(code).repeat(least);
      if (characters.includes(some.charAt(0))) this.takes(some);
      else this.refuses(some, `${MATCHES}“${pattern}”`);
    }
    for (const odd of ['字', ' x', 'x ', 'x\n']) this.refuses(odd.repeat(least), MATCHES);
  }

  #object({ needs, open = false, jsonBytes }: Kind & { is: 'object' }): void {
    const value = this.value as Record<string, unknown>;
    const message = this.with({ ...value, nobody_knows: '' });
    assert.equal(message, open ? 'taken' : '参数中含有非法的额外参数');
    for (const name of Object.keys(value)) {
      const { [name]: _, ...others } = value;
      if (needs.includes(name)) assert.match(this.with(others), new RegExp(`/${name}”.*${REQUIRED}`));
      else this.takes(others);
    }
    for (const wrong of [[], 'x', null]) this.refuses(wrong, '此字段需要一个 object 类型的 Json 值');
    if (jsonBytes === undefined) return;
    const sized = (bytes: number): unknown => {
      const list = (name: string): unknown => ({
        goods_detail: [...Array(18).fill(filler('x'.repeat(256))), filler(name)],
      });
      return list('x'.repeat(bytes - JSON.stringify(list('')).length));
    };
    this.takes(sized(jsonBytes));
    this.refuses(sized(jsonBytes + 1), `字节数 ${jsonBytes + 1}，大于最大值 ${jsonBytes}`);
  }
}

const filler = (goods_name: string): object => ({ merchant_goods_id: 'g', quantity: 1, unit_price: 1, goods_name });
const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 80);

/** Where a schema says something about values, as far as it names fields. */
function placesIn(schema: unknown, at: readonly string[] = []): readonly string[] {
  if (!isRecord(schema)) return [];
  const here = at.length === 0 ? [] : [at.join('/')];
  const fields = Object.entries(isRecord(schema['properties']) ? schema['properties'] : {});
  return [
    ...here,
    ...fields.flatMap(([name, inner]) => placesIn(inner, [...at, name])),
    ...placesIn(schema['items'], [...at, '0']),
  ];
}

describe('the parameters of', () => {
  for (const [name, { right, fields }] of Object.entries(wireTable) as [EndpointName, Wire][]) {
    it(`${name} are in order where every field is there`, () => assert.equal(refusalOf(name, right), undefined));

    it(`${name} are those of the documents, all of them and no other`, () => {
      const places = placesIn(readPackageJson(`schemas/wire/${name}.schema.json`));
      assert.deepEqual([...places].sort(), fields.map((field) => placeOf(field).join('/')).sort());
    });

    for (const field of fields)
      it(`${name} keep to what ${field.at} may be`, () => new Trial(name, right, field).keepsTo(field.kind));

    it(`${name} are refused where a whole part is missing`, () => {
      for (const part of Object.keys(right).filter((part) => fields.some((field) => placeOf(field)[0] === part)))
        assert.match(
          String(refusalOf(name, changed(right, [part], undefined) as Parameters)?.message),
          new RegExp(`/${part}”.*必填性`),
        );
    });
  }
});

describe('what depends on another field', () => {
  const refusal = (name: EndpointName, place: string, value: unknown, other?: readonly [string, unknown]): string => {
    const first = changed(wireTable[name].right, place.split('/'), value);
    const parameters = other ? changed(first, other[0].split('/'), other[1]) : first;
    return refusalOf(name, parameters as Parameters)?.message ?? 'taken';
  };

  it('is one of the two numbers of a refund, either of them (F§1.4)', () => {
    assert.equal(refusal('refund', 'body/transaction_id', undefined), 'taken');
    assert.equal(refusal('refund', 'body/out_trade_no', undefined), 'taken');
    const neither = refusal('refund', 'body/transaction_id', undefined, ['body/out_trade_no', undefined]);
    assert.match(neither, /“微信支付订单号”必填性规则校验失败/);
  });

  it("is bank, account and name, for a payer's card alone (F§1.6)", () => {
    for (const [field, label] of [
      ['bank_type', '开户银行'],
      ['bank_account', '收款银行卡号'],
      ['real_name', '收款用户姓名'],
    ] as const) {
      assert.equal(refusal('abnormal-refund', `body/${field}`, undefined), 'taken');
      const missing = refusal('abnormal-refund', 'body/type', 'USER_BANK_CARD', [`body/${field}`, undefined]);
      assert.equal(missing, `输入源“/body/${field}”映射到字段“${label}”必填性规则校验失败，${REQUIRED}`);
    }
    assert.equal(refusal('abnormal-refund', 'body/type', 'USER_BANK_CARD'), 'taken');
  });
});
