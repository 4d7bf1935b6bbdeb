/** Settings schemas are hostile input: what ajv would run is checked before, and nothing that passes can keep the host busy. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { faultText, settingsFaults, withDefaults } from '../../runtime/registry/package/index.ts';
import { patternFault } from '../../runtime/registry/package/patterns.ts';
import { settingsSchemaFaults } from '../../runtime/registry/package/settings-schema.ts';

const of = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) => ({ type: 'object', properties, ...more });
const faults = (schema: unknown) => settingsSchemaFaults(schema).map(faultText);
const settings = (schema: Record<string, unknown>, value: unknown) => settingsFaults(schema, value).map(faultText);
const deep = (levels: number): object => (levels === 0 ? { type: 'string' } : of({ a: deep(levels - 1) }));

// prettier-ignore
test.each<[string, unknown, RegExp]>([
  ['no object',               'text',                                             /^settings: "text" is not allowed; allowed: a JSON Schema of an object/],
  ['another root type',       { type: 'array' },                                  /^settings\.type: "array" is not allowed; allowed: "object"/],
  ['$async',                  of({}, { $async: true }),                           /^settings\.\$async: This keyword is not known here/],
  ['$id',                     of({}, { $id: 'https://evil.example/x' }),          /^settings\.\$id: This keyword is not known here/],
  ['$dynamicRef',             of({ a: { $dynamicRef: '#x' } }),                   /\$dynamicRef: This keyword is not known here/],
  ['patternProperties',       of({}, { patternProperties: { '(a+)+$': {} } }),    /patternProperties: This keyword is not known here/],
  ['a remote reference',      of({ a: { $ref: 'https://evil.example/x' } }),      /^settings\.properties\.a\.\$ref: "https:\/\/evil\.example\/x" is not allowed; allowed: #\/\$defs\/NAME/],
  ['the root as reference',   of({ a: { $ref: '#' } }),                           /\$ref: "#" is not allowed/],
  ['a reference to nothing',  of({ a: { $ref: '#/$defs/b' } }),                   /There is no "b", which a \$ref names/],
  ['a circle',                of({ a: { $ref: '#/$defs/b' } }, { $defs: { b: { items: { $ref: '#/$defs/b' } } } }), /"b" refers to itself/],
  ['references that multiply', of({ a: { $ref: '#/$defs/d0' } }, { $defs: Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`d${i}`, i === 5 ? {} : { anyOf: Array(20).fill({ $ref: `#/$defs/d${i + 1}` }) }])) }), /written out the schema has \d+ parts; at most 4000/],
  ['a format of their own',   of({ a: { type: 'string', format: 'regex' } }),     /^settings\.properties\.a\.format: "regex" is not allowed; allowed: email, uri/],
  ['a name of the prototype', of(JSON.parse('{"__proto__": {"type": "string"}}') as Record<string, unknown>), /__proto__: This name is not allowed/],
  ['a name of Object',        of({ constructor: {} }),                            /constructor: This name is not allowed/],
  ['a schema too deep',       deep(9),                                            /at most 8 levels deep/],
  ['a schema too large',      of({ a: { description: 'x'.repeat(3_900) }, ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`b${i}`, { description: 'x'.repeat(3_900) }])) }), /more than 65536 bytes/],
  ['too many parts',          of({ a: { anyOf: Array(20).fill({ anyOf: Array(20).fill({ not: {} }) }) } }), /more than 400 parts/],
  ['too many branches',       of({ a: { anyOf: Array(21).fill({}) } }),           /allowed: a list of 1 to 20 schemas/],
  ['a secret as a setting',   of({ a: { type: 'string', format: 'password' } }),  /declare a secret under permissions\.secrets instead/],
  ['a wrong default',         of({ a: { type: 'integer', default: 'x' } }),       /^settings\.a: The default is wrong: "x" must be integer/],
  ['a typo',                  of({ a: { typ: 'string' } }),                       /^settings\.properties\.a\.typ: This keyword is not known here; allowed: .*type.*Did you mean "type"\?/],
  ['lookahead',               of({ a: { pattern: '^(?=a)a$' } }),                 /^settings\.properties\.a\.pattern: .*linear time; lookaround and back references are not allowed/],
  ['a back reference',        of({ a: { pattern: '^(a)\\1$' } }),                 /linear time/],
  ['half a pattern',          of({ a: { pattern: '[a-' } }),                      /this is not a regular expression/],
  ['a program too long',      of({ a: { pattern: '([ab]{40}){20}(x?){999}' } }),  /written out it has \d+ steps; at most 1500/],
])('%s is refused before it is compiled', (_what, schema, message) => {
  expect(faults(schema).some((text) => message.test(text)), faults(schema).join('\n')).toBe(true);
});

test('patterns that are exponential elsewhere are plain here', () => {
  for (const pattern of ['^(([a-z]+)+)+$', `^${'(a|a)'.repeat(30)}b$`, '^(a|a)*$', '(.*)*x', '^[A-Z]{2,3}-\\d+$'])
    expect(patternFault(pattern), pattern).toBeUndefined();
  const schema = of({ code: { type: 'string', pattern: '^[A-Z]{2,3}-\\d+$' }, other: { type: 'string', pattern: '^x$' } });
  expect(settings(schema, { code: 'AB-12', other: 'x' })).toEqual([]);
  expect(settings(schema, { code: 'ab-12', other: 'y' })).toEqual([
    'settings.code: "ab-12" must match pattern "^[A-Z]{2,3}-\\d+$".',
    'settings.other: "y" must match pattern "^x$".',
  ]);
  expect(settings(schema, { code: `AB-${'1'.repeat(300)}` })[0]).toMatch(/must NOT have more than 256 characters/);
});

test('settings too large for their schema are told so', () => {
  const branches = of({ x: { type: 'array', items: { anyOf: Array(20).fill({ allOf: Array(15).fill({ type: 'string' }) }) } } });
  expect(settings(branches, { x: Array(990).fill(Array(10).fill(1)) })[0]).toMatch(
    /^settings: \d+ values are too many for a schema of \d+ parts; at most \d+ are allowed/,
  );
  expect(settings(of({ x: {} }), { x: Array(1001).fill(0) })).toEqual(['settings.x: 1001 elements are more than the 1000 a list may have.']);
  expect(settings(of({ x: { type: 'string', format: 'url' } }), { x: 'https://mq.example:8443/a?b=c' })).toEqual([]);
  expect(settings(of({ x: { type: 'string', format: 'url' } }), { x: 'javascript:alert(1)' })[0]).toMatch(/must match format "url"/);
});

test('an unknown setting is refused, a missing one named, defaults stand below what was entered', () => {
  const schema = of({ plan: { enum: ['basic', 'plus'], default: 'basic' }, limits: of({ seats: { type: 'integer', default: 5 } }) }, { required: ['plan'] });
  expect(settings(schema, { plan: 'basic', plna: 'x' })).toEqual([
    'settings.plna: This setting is not known to the extension; allowed: plan, limits. Did you mean "plan"?',
  ]);
  expect(settings(schema, {})).toEqual(['settings.plan: This setting is required.']);
  expect(settings(schema, { plan: 'gold' })).toEqual(['settings.plan: "gold" is not allowed; allowed: ["basic","plus"].']);
  expect(withDefaults(schema, { plan: 'plus' })).toEqual({ plan: 'plus', limits: { seats: 5 } });
});

test('nothing slow passes: hundreds of schemas and settings made to hang the host are through before the deadline', () => {
  // the deadline is a net for what would never end, many times what it takes
  const child = spawnSync(process.execPath, ['--import', 'tsx', 'test/registry/settings-fuzz.ts'], { timeout: 90_000, encoding: 'utf8' });
  expect(child.error, 'the fuzz hung or did not start').toBeUndefined();
  expect(child.status, child.stderr).toBe(0);
  expect(Number(/tried (\d+)/.exec(child.stdout)?.[1])).toBeGreaterThan(500);
}, 100_000);
