/**
 * Settings schemas made to be slow, against settings made to be slow with them: the worst that a package and an admin can
 * do together. Runs as a process of its own, because what it looks for would never return. Prints how many it tried.
 */
import fc from 'fast-check';
import { patternFault } from '../../runtime/registry/package/patterns.ts';
import { settingsSchemaFaults } from '../../runtime/registry/package/settings-schema.ts';
import { settingsFaults } from '../../runtime/registry/package/index.ts';

const LONG = 60_000;
const atom = fc.constantFrom('a', '.', '\\w', '[ab]', '(a|a)', '(a|aa)', '(a?)', '(a*)', '(a+)', '(?:a|b|ab)', '\\S', '(a|b|c|a)');
const many = fc.constantFrom('', '', '*', '+', '?', '{2,}', '{0,40}', '*?', '{9}');
const piece = fc.tuple(atom, many).map(([a, q]) => a + q);
const group = fc.tuple(fc.array(piece, { minLength: 1, maxLength: 12 }), many).map(([list, q]) => `(${list.join('')})${q}`);
const pattern = fc
  .tuple(fc.constantFrom('', '^'), fc.array(fc.oneof(piece, group), { minLength: 1, maxLength: 14 }), fc.constantFrom('', '$', 'b$', '!'))
  .map(([start, list, end]) => start + list.join('') + end);
const TEXTS = ['a'.repeat(255), `${'a'.repeat(255)}!`, `${'ab'.repeat(127)}!`, 'a'.repeat(LONG), `${'a'.repeat(LONG)}!`];

let tried = 0;
function ask(schema: Record<string, unknown>, value: unknown): void {
  const root = { type: 'object', properties: { x: schema } };
  if (!settingsSchemaFaults(root).length) settingsFaults(root, { x: value });
  tried++;
}

fc.assert(
  fc.property(pattern, (text) => {
    if (patternFault(text) === undefined) for (const value of TEXTS) ask({ type: 'string', pattern: text }, value);
  }),
  { numRuns: 400, ...(process.argv[2] ? { seed: Number(process.argv[2]) } : {}) },
);
const at = `a@${'a'.repeat(LONG)}`;
for (const format of ['email', 'uri', 'url', 'date', 'time', 'date-time', 'hostname', 'ipv4', 'ipv6', 'uuid'])
  for (const value of [
    at,
    `http://${':'.repeat(LONG)}`,
    `http://${'a-'.repeat(LONG / 2)}`,
    `http://${'a:'.repeat(1000)}@`,
    '1:'.repeat(LONG / 2),
    'a.'.repeat(LONG / 2),
  ])
    ask({ type: 'string', format }, value);
const list = (length: number, element: unknown) => Array.from({ length }, () => element);
for (const value of [list(20_000, []), list(1000, { a: [[]] }), list(30_000, 1)]) {
  ask({ type: 'array', uniqueItems: true, maxItems: 10 }, value);
  ask({ type: 'array', items: { anyOf: list(20, { allOf: list(15, { type: 'string', enum: ['x'] }) }) } }, value);
}
let nested: unknown = 1;
for (let i = 0; i < 5_000; i++) nested = [nested];
ask({}, nested);
console.log(`tried ${tried}`);
