import type { ErrorObject } from 'ajv/dist/2020.js';
import { utf8Length } from './schemas.ts';

export interface Schema {
  readonly title?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly missingUnder?: string;
}

/** What is wrong with a field, in both forms that a refusal can have. */
export interface Complaint {
  /** The message, in the template that is seen on the wire. */
  readonly text: string;
  /** `detail.value` as it is seen: the value met, for lengths and counts the number measured, for what is missing the empty text. */
  readonly value: unknown;
  /** `detail.issue` of the documented form. */
  readonly issue: string;
}

/** A field as a complaint names it. */
export interface Field {
  /** `/body/amount/total`. */
  readonly pointer: string;
  /** 总金额. */
  readonly label: string;
  readonly schema: Schema;
}

const UNITS = { bytes: '字节数', characters: '字符数' } as const;

/** The observed template of each keyword (D:4012791869 and published answers); where nothing was published, marked `ours`. */
export function complaintAbout(error: ErrorObject, field: Field): Complaint {
  const { pointer, label, schema } = field;
  const data: unknown = error.data;
  const limit = String(error.schema);
  const text = (rule: string): string => `输入源“${pointer}”映射到值字段“${label}”字符串规则校验失败，${rule}`;
  const size = (measured: number, unit: keyof typeof UNITS, side: 'most' | 'least'): Complaint => ({
    text: text(`${UNITS[unit]} ${measured}，${side === 'most' ? '大于最大值' : '小于最小值'} ${limit}`),
    value: measured,
    issue: `${measured} ${unit}, and at ${side} ${limit} are allowed`,
  });
  const string = data as string; // asked for only where it is one
  switch (error.keyword) {
    case 'required':
      return {
        text: `输入源“${pointer}”映射到字段“${label}”必填性规则校验失败，此字段为必填项`,
        value: '',
        issue: 'the field is required',
      };
    case 'type':
      return wrongType(field, data);
    case 'minimum':
      return {
        text: `输入源“${pointer}”映射到数值字段“${label}”规则校验失败，值低于最小值 ${limit}`,
        value: data,
        issue: `less than ${limit}`,
      };
    case 'maxBytes':
      return size(utf8Length(string), 'bytes', 'most');
    case 'maxJsonBytes':
      return size(utf8Length(JSON.stringify(data)), 'bytes', 'most');
    case 'minBytes':
      return size(utf8Length(string), 'bytes', 'least');
    case 'maxLength':
      return size([...string].length, 'characters', 'most');
    case 'minLength':
      return size([...string].length, 'characters', 'least');
    case 'pattern':
      return { text: text(`字符串必须匹配正则表达式“${limit}”`), value: data, issue: `does not match ${limit}` };
    case 'format':
      if (schema.type === 'integer') return wrongType(field, data);
      return { text: text('字符串必须是符合 RFC3339 日期时间格式'), value: data, issue: 'no date as RFC 3339 has it' };
    case 'noFourByteCharacter':
      return {
        text: text('字符串只能包含 UTF-8 编码为 1 至 3 个字节的字符'), // ours
        value: data,
        issue: 'a character takes more than three bytes in UTF-8',
      };
    case 'minItems':
      // The pointer stands in brackets.
      return {
        text: `输入源“[${pointer}]”映射到字段“${label}”多重性规则校验失败，此字段个数为 0 个，低于最小值 ${limit}`,
        value: 0,
        issue: `0 elements, and at least ${limit} are allowed`,
      };
    case 'additionalProperties': {
      const name = String(error.params['additionalProperty']);
      return { text: '参数中含有非法的额外参数', value: name, issue: `there is no field ${name}` };
    }
    default: // an enum: no schema has any other keyword
      return {
        text: `输入源“${pointer}”映射到字段“${label}”规则校验失败`, // ours
        value: data,
        issue: `not allowed by enum ${JSON.stringify(error.schema)}`,
      };
  }
}

function wrongType({ pointer, label, schema }: Field, value: unknown): Complaint {
  const { type } = schema;
  const [wanted, issue] =
    type === 'integer'
      ? ['此字段需要一个合法的 64 位有符号整数', 'no 64-bit signed integer']
      : [`此字段需要一个 ${type} 类型的 Json 值`, `not of the type ${type}`];
  return { text: `无法将 JSON 输入源“${pointer}”映射到目标字段“${label}”中，${wanted}`, value, issue };
}
