import { isUtf8 } from 'node:buffer';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { type Endpoint, type EndpointName, endpoints } from './endpoints.ts';
import type { Policy } from './policy.ts';
import type { Refusal } from './refusal.ts';
import { type Complaint, complaintAbout, type Schema } from './validation/complaint.ts';
import { syntaxFault } from './validation/json-syntax.ts';
import { validatorOf } from './validation/schemas.ts';

export interface Parameters {
  readonly uri_template: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The form of `detail`. */
export type ErrorDetail = Policy['errorDetail'];

/** Why the parameters are refused, in the words seen on the wire; undefined where they are as the endpoint's schema asks. */
export function parameterRefusal(name: EndpointName, parameters: Parameters, form: ErrorDetail): Refusal | undefined {
  const validate = validatorOf(name);
  if (validate(parameters)) return undefined;
  const errors = validate.errors as [ErrorObject, ...ErrorObject[]];
  const [error] = errors;
  // An either/or comes with one error for each branch: the last names the whole, and knows the fields by name.
  const whole = (errors.at(-1) as ErrorObject).parentSchema as Schema;
  const { place, complaint } = found(error, whole, name);
  return {
    status: 400,
    code: 'PARAM_ERROR',
    message: complaint.text,
    detail: form === 'observed' ? observed(place, complaint) : documented(place, complaint, error),
    subCode: SUB_CODES[error.keyword] ?? BAD_PARAMETER,
  };
}

const FRAGMENT = 64;

/** Why a body is refused that is not JSON: where it stops being so, and how it begins (community samples). */
export function notJson(body: Buffer, form: ErrorDetail): Refusal {
  const { line, column, problem } = (isUtf8(body) ? syntaxFault(body) : undefined) ?? NOT_UTF8;
  const value = body.toString().slice(0, FRAGMENT);
  return {
    status: 400,
    code: 'PARAM_ERROR',
    message: `解析 Json 出错 (位置: /body): * Line ${line}, Column ${column}\n  ${problem}\n`,
    detail: form === 'observed' ? { location: null, value } : { field: '', value, issue: problem, location: 'body' },
    subCode: BAD_PARAMETER,
  };
}

const NOT_UTF8 = { line: 1, column: 1, problem: 'The text is not UTF-8.' }; // ours

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

/** A field's place: where it came from, and its path inside of that, with a slash before each name. */
interface Place {
  readonly location: string;
  readonly path: string;
}

function found(error: ErrorObject, whole: Schema, name: EndpointName): { place: Place; complaint: Complaint } {
  const schema = error.parentSchema as Schema;
  const about = (place: Place, label: string | undefined): { place: Place; complaint: Complaint } => ({
    place,
    complaint: complaintAbout(error, { pointer: `/${place.location}${place.path}`, label: label as string, schema }),
  });
  if (error.keyword !== 'required') return about(placeOf(error.instancePath, name), schema.title);
  const missing = String(error.params['missingProperty']);
  const { missingUnder, title } = (whole.properties as Readonly<Record<string, Schema>>)[missing] as Schema;
  return missingUnder === undefined
    ? about(placeOf(`${error.instancePath}/${missing}`, name), title)
    : about({ location: missingUnder, path: `/${missing}` }, title);
}

/** What is no part of the path stands in the query (observed of a sister product's list). */
function placeOf(pointer: string, name: EndpointName): Place {
  const [, location, field = ''] = pointer.split('/') as [string, string, string?];
  const path = pointer.slice(location.length + 1);
  const template = (endpoints.find((endpoint) => endpoint.name === name) as Endpoint).path;
  return location === 'uri_template' && !template.includes(field) ? { location: 'query', path } : { location, path };
}

type Detail = Readonly<Record<string, unknown>>;

const observed = ({ location }: Place, { value }: Complaint): Detail => ({
  location,
  value: writable(value),
});

/** As D:4012081709 shows it: a pointer into the body, or the bare name of what stands in the address. */
function documented({ location, path }: Place, { issue }: Complaint, error: ErrorObject): Detail {
  const unknown = error.keyword === 'additionalProperties' ? String(error.params['additionalProperty']) : undefined;
  const field = unknown === undefined ? path : `${path}/${unknown}`;
  const met = unknown === undefined ? error.data : (error.data as Detail)[unknown];
  return {
    field: location === 'body' ? field : field.slice(1),
    value: error.keyword === 'required' ? '' : writable(met),
    issue,
    location: location === 'uri_template' ? 'url' : location,
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
