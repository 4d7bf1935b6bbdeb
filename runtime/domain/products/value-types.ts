/** Which value each type of parameter takes (platform-api.md section 9), as a table. A rule answers what is wrong, or nothing. */
import { invalid } from '../../base/index.ts';
import type { StoredParam } from '../../store/index.ts';
import type { Definition } from './queries.ts';

/** Characters of one value; an object counts as its JSON. */
const VALUE_MAX = 65_536;

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const EMAIL = /^[^\s@,;<>"()]{1,64}@[^\s@,;<>"()]{1,189}$/;

const isDomain = (text: string) => text.length <= 253 && text.includes('.') && text.split('.').every((label) => LABEL.test(label));

type TextRule = (text: string, choices: readonly string[]) => string | undefined;
type ObjectRule = (value: Readonly<Record<string, unknown>>, choices: readonly string[]) => string | undefined;

const free: TextRule = () => undefined;
const oneOf: TextRule = (text, choices) => (choices.includes(text) ? undefined : `one of ${choices.join(', ')} is expected`);
/** Layout of a form: there is nothing to fill in. */
const never: TextRule = () => 'it only lays out a form and has no value';

// prettier-ignore
const TEXT: Record<string, TextRule> = {
  text:      free,
  password:  free,
  email:     (text) => (EMAIL.test(text) && isDomain(text.slice(text.indexOf('@') + 1)) ? undefined : 'an e-mail address is expected, for example it@customer.example'),
  url:       (text) => (URL.canParse(text) ? undefined : 'an absolute URL is expected, for example https://customer.example'),
  domain:    (text) => (isDomain(text) ? undefined : 'a domain name is expected, for example customer.example'),
  subdomain: (text) => (LABEL.test(text) ? undefined : 'one label of a domain name is expected: letters, digits and dashes, at most 63'),
  choice:    oneOf,
  dropdown:  oneOf,
  heading:   never,
  content:   never,
};

// prettier-ignore
const OBJECTS: Record<string, ObjectRule> = {
  object:   () => undefined,
  address:  (value) => {
    const missing = ['address_line1', 'city', 'postal_code', 'country'].find((name) => typeof value[name] !== 'string' || value[name] === '');
    if (missing) return `${missing} may not be blank`;
    return /^[A-Za-z]{2}$/.test(String(value['country'])) ? undefined : `country: ${JSON.stringify(value['country'])} is not a country code; two letters are expected, for example DE`;
  },
  phone:    (value) => {
    const { country_code, phone_number } = value;
    if (!/^\+?\d{1,4}$/.test(String(country_code ?? ''))) return `country_code: ${JSON.stringify(country_code ?? null)} is not one; expected for example +49`;
    return /^[\d\s().-]{3,20}$/.test(String(phone_number ?? '')) ? undefined : `phone_number: ${JSON.stringify(phone_number ?? null)} is not one; digits are expected`;
  },
  checkbox: (value, choices) => {
    const wrong = Object.entries(value).find(([name, on]) => !choices.includes(name) || typeof on !== 'boolean');
    return wrong ? `${wrong[0]}: true or false is expected for each of ${choices.join(', ')}` : undefined;
  },
};

export const isStructured = (type: string): boolean => Object.hasOwn(OBJECTS, type);

type Parameter = Definition['parameters'][number];

/** The value as it is stored; an empty text clears it. */
export function checkedValue(
  parameter: Parameter,
  given: { value?: unknown; structured_value?: unknown },
  field: string,
): Pick<StoredParam, 'value' | 'structured_value'> {
  const choices = (parameter.constraints.choices ?? []).map((c) => c.value);
  const objectRule = OBJECTS[parameter.type];
  if (objectRule) {
    const value = given.structured_value ?? given.value;
    if (value === '') return { value: '' };
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw invalid(`${field}.structured_value`, `${parameter.name} has type ${parameter.type} and takes an object.`);
    if (JSON.stringify(value).length > VALUE_MAX) throw invalid(`${field}.structured_value`, `has more than ${VALUE_MAX} characters.`);
    const fault = objectRule(value as Record<string, unknown>, choices);
    if (fault) throw invalid(`${field}.structured_value`, `${parameter.name} has type ${parameter.type}; ${fault}.`);
    return { value: '', structured_value: value as Record<string, unknown> };
  }
  if (typeof given.value === 'object') throw invalid(`${field}.value`, `${parameter.name} has type ${parameter.type} and takes text.`);
  const text = String(given.value ?? '');
  if (text === '') return { value: '' };
  const { min_length, max_length = VALUE_MAX } = parameter.constraints;
  if (min_length !== undefined && text.length < min_length)
    throw invalid(`${field}.value`, `has ${text.length} characters; at least ${min_length} are required.`);
  if (text.length > max_length) throw invalid(`${field}.value`, `has ${text.length} characters; at most ${max_length} are allowed.`);
  const fault = (TEXT[parameter.type] ?? free)(text, choices);
  // a password is never said back
  if (fault) throw invalid(`${field}.value`, `${JSON.stringify(text.slice(0, 200))} is not allowed for ${parameter.name}; ${fault}.`);
  return { value: text };
}
