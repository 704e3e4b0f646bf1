import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { readPackageJson } from '../package-root.ts';
import { parseRfc3339 } from '../time/index.ts';
import type { EndpointName } from './endpoints.ts';
import type { Refusal } from './refusal.ts';

const utf8Length = (text: string): number => Buffer.byteLength(text, 'utf8');

// The patterns are those that the gateway is seen to use, and they have escapes that Unicode mode does not allow.
const ajv = new Ajv2020({
  verbose: true,
  strictTypes: false,
  unicodeRegExp: false,
  formats: { rfc3339: (text: string) => parseRfc3339(text) !== undefined },
});
ajv.addKeyword({
  keyword: 'maxBytes',
  type: 'string',
  validate: (most: number, text: string) => utf8Length(text) <= most,
});
ajv.addKeyword({
  keyword: 'minBytes',
  type: 'string',
  validate: (least: number, text: string) => utf8Length(text) >= least,
});
ajv.addKeyword({
  keyword: 'maxJsonBytes',
  type: 'object',
  validate: (most: number, value: unknown) => utf8Length(JSON.stringify(value)) <= most,
});

const validators = new Map<EndpointName, ValidateFunction>();

function validatorOf(name: EndpointName): ValidateFunction {
  const known = validators.get(name);
  if (known) return known;
  const compiled = ajv.compile(readPackageJson(`schemas/wire/${name}.schema.json`) as object);
  validators.set(name, compiled);
  return compiled;
}

export interface Parameters {
  readonly uri_template: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Why the parameters are refused, in the words seen on the wire; undefined where they are as the endpoint's schema asks. */
export function parameterRefusal(name: EndpointName, parameters: Parameters): Refusal | undefined {
  const validate = validatorOf(name);
  if (validate(parameters)) return undefined;
  const errors = validate.errors ?? [];
  const error = errors[0] ?? ({ keyword: 'type', instancePath: '/body' } as ErrorObject);
  // An either/or comes with one error for each branch: the last names the whole, and knows the fields by name.
  return paramError(error, ((errors.at(-1) ?? error).parentSchema ?? {}) as Schema);
}

/** The message for a body that is not JSON (community samples). */
export const notJson = (text: string): Refusal => ({
  status: 400,
  code: 'PARAM_ERROR',
  message: '解析 Json 出错 (位置: /body)',
  detail: { location: null, value: text.slice(0, 64) },
  subCode: BAD_PARAMETER,
});

/** The numeric codes that end the Request-ID (support handbook, TOP 20); whatever has none of its own is a bad parameter. */
const SUB_CODES: Readonly<Record<string, number>> = {
  maxBytes: 268_435_462,
  maxLength: 268_435_462,
  maxJsonBytes: 268_435_462,
  minBytes: 268_435_463,
  minLength: 268_435_463,
  minimum: 268_435_464,
  additionalProperties: 270_924_358,
};
const BAD_PARAMETER = 268_435_461;

interface Schema {
  readonly title?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

function paramError(error: ErrorObject, whole: Schema): Refusal {
  const schema = (error.parentSchema ?? {}) as Schema;
  const missing = error.keyword === 'required' ? String(error.params['missingProperty']) : undefined;
  const pointer = missing === undefined ? error.instancePath : `${error.instancePath}/${missing}`;
  const properties = schema.properties ?? whole.properties;
  const label = (missing === undefined ? schema.title : properties?.[missing]?.title) ?? missing ?? '';
  const { text, value } = complaint(error, schema, pointer, label);
  const location = pointer.split('/')[1] ?? 'body';
  return {
    status: 400,
    code: 'PARAM_ERROR',
    message: text,
    detail: { location, value: writable(value) },
    subCode: SUB_CODES[error.keyword] ?? BAD_PARAMETER,
  };
}

/** The value met, unless it is nested so deep that it cannot be written down again. */
function writable(value: unknown): unknown {
  try {
    JSON.stringify(value);
    return value;
  } catch {
    return null;
  }
}

/** The observed templates; `detail.value` is the value met, for lengths the length measured, for what is missing the empty text. */
function complaint(
  error: ErrorObject,
  schema: Schema,
  pointer: string,
  label: string,
): { text: string; value: unknown } {
  const data: unknown = error.data;
  const field = `输入源“${pointer}”映射到值字段“${label}”字符串规则校验失败`;
  const size = typeof data === 'string' ? data : '';
  switch (error.keyword) {
    case 'required':
      return { text: `输入源“${pointer}”映射到字段“${label}”必填性规则校验失败，此字段为必填项`, value: '' };
    case 'type': {
      const wanted =
        schema.type === 'integer'
          ? '此字段需要一个合法的 64 位有符号整数'
          : `此字段需要一个 ${schema.type ?? 'object'} 类型的 Json 值`;
      return { text: `无法将 JSON 输入源“${pointer}”映射到目标字段“${label}”中，${wanted}`, value: data };
    }
    case 'minimum':
      return {
        text: `输入源“${pointer}”映射到数值字段“${label}”规则校验失败，值低于最小值 ${String(error.schema)}`,
        value: data,
      };
    case 'maxBytes':
      return {
        text: `${field}，字节数 ${utf8Length(size)}，大于最大值 ${String(error.schema)}`,
        value: utf8Length(size),
      };
    case 'maxJsonBytes': {
      const bytes = utf8Length(JSON.stringify(data));
      return { text: `${field}，字节数 ${bytes}，大于最大值 ${String(error.schema)}`, value: bytes };
    }
    case 'minBytes':
      return {
        text: `${field}，字节数 ${utf8Length(size)}，小于最小值 ${String(error.schema)}`,
        value: utf8Length(size),
      };
    case 'maxLength':
      return {
        text: `${field}，字符数 ${[...size].length}，大于最大值 ${String(error.schema)}`,
        value: [...size].length,
      };
    case 'minLength':
      return {
        text: `${field}，字符数 ${[...size].length}，小于最小值 ${String(error.schema)}`,
        value: [...size].length,
      };
    case 'pattern':
      return { text: `${field}，字符串必须匹配正则表达式“${String(error.schema)}”`, value: data };
    case 'format':
      return { text: `${field}，字符串必须是符合 RFC3339 日期时间格式`, value: data };
    case 'additionalProperties':
      return { text: '参数中含有非法的额外参数', value: String(error.params['additionalProperty']) };
    default:
      return { text: `输入源“${pointer}”映射到字段“${label}”规则校验失败`, value: data };
  }
}
