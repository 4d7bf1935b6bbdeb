/** What an author reads when a manifest is wrong: the path, the line, the value, what is allowed, and what was meant. */
import { expect, test } from 'vitest';
import { agreementFaults, faultText, readManifestYaml } from '../../runtime/registry/package/index.ts';

const HEAD = 'name: acme\nversion: 1.0.0\ntype: products\n';
const HOOKS = 'hooks:\n  asset_purchase_request_processing: {}\n';
const faults = (yaml: string) => readManifestYaml(yaml).faults.map(faultText);

test('a good manifest has no faults', () => {
  const { manifest, faults: none } = readManifestYaml(
    `${HEAD}${HOOKS}schedules:\n  - { name: nightly, cron: '0 3 * * *', timezone: Europe/Berlin }\n`.replace('hooks:', 'hooks:\n  scheduled_execution: {}'),
  );
  expect(none).toEqual([]);
  expect(manifest).toMatchObject({ name: 'acme', schedules: [{ name: 'nightly' }] });
});

// prettier-ignore
test.each([
  ['an unknown event',         `${HEAD}hooks:\n  asset_purchase_request_procesing: {}\n`, 'hooks.asset_purchase_request_procesing: "asset_purchase_request_procesing" is no event. Did you mean "asset_purchase_request_processing"? (line 5)'],
  ['an unknown field',         `${HEAD}${HOOKS}permisions: {}\n`, /^permisions: This field is not known here; allowed: .*permissions.*Did you mean "permissions"\? \(line 6\)$/],
  ['an unknown nested field',  `${HEAD}hooks:\n  asset_purchase_request_processing: { status: [pending] }\n`, /^hooks\.asset_purchase_request_processing\.status: This field is not known here; allowed: statuses, filter, ordering, lane, retry\. Did you mean "statuses"\? \(line 5\)$/],
  ['a missing field',          `name: acme\nversion: 1.0.0\n${HOOKS}`, 'type: This field is required.'],
  ['a wrong type',             `${HEAD.replace('products', 'product')}${HOOKS}`, 'type: "product" is not allowed; allowed: ["products","hub","multiaccount"]. (line 3)'],
  ['a status of another event', `${HEAD}hooks:\n  usage_file_request_processing:\n    statuses: [ready, aproved]\n`, /^hooks\.usage_file_request_processing\.statuses\.1: "aproved" is not a status of this event; allowed: draft, .*ready/],
  ['a filter that is not RQL', `${HEAD}hooks:\n  asset_purchase_request_processing: { filter: 'eq(type' }\n`, /^hooks\.asset_purchase_request_processing\.filter: "eq\(type" is not RQL: /],
  ['a filter with a page',     `${HEAD}hooks:\n  asset_purchase_request_processing: { filter: 'eq(type,purchase)&limit=5' }\n`, /a filter holds conditions only/],
  ['a limit beyond the most',  `${HEAD}${HOOKS}limits: { turnMs: 100000 }\n`, /^limits\.turnMs: 100000 must be <= 5000\. \(line 6\)$/],
  ['a scope with a typo',      `${HEAD}${HOOKS}permissions:\n  objects: ['request:read']\n`, /^permissions\.objects\.0: "request:read" is not allowed.*Did you mean "requests:read"\? \(line 7\)$/],
  ['egress without a reason',  `${HEAD}${HOOKS}permissions:\n  egress:\n    - host: erp.example\n`, 'permissions.egress.0.reason: This field is required. (line 8)'],
  ['a setting that is not there', `${HEAD}${HOOKS}permissions:\n  egress:\n    - { host: '{settings.baseUri}', reason: x }\nsettings:\n  type: object\n  properties: { baseUrl: { type: string } }\n`, /^permissions\.egress\.0\.host: "\{settings\.baseUri\}" needs a text of that name.*there are: baseUrl\. Did you mean "baseUrl"\?/],
  ['a secret for a closed host', `${HEAD}${HOOKS}permissions:\n  secrets:\n    key: { hosts: [erp.example] }\n`, /^permissions\.secrets\.key\.hosts\.0: "erp\.example" is not among permissions\.egress/],
  ['a schedule without a hook', `${HEAD}${HOOKS}schedules:\n  - { name: nightly, everySeconds: 3600 }\n`, /^hooks: Schedules need the hook scheduled_execution/],
  ['a cron that is none',      `${HEAD}hooks:\n  scheduled_execution: {}\nschedules:\n  - { name: nightly, cron: '99 3 * *' }\n`, /^schedules\.0\.cron: "99 3 \* \*" is not a time table/],
  ['a key given twice',        `${HEAD}name: other\n${HOOKS}`, /Map keys must be unique.*\(line 4\)$/],
  ['text that is not YAML',    `${HEAD}hooks: [\n`, /\(line \d\)$/],
  ['a list',                   '- a\n', 'package: A manifest is a map; it starts with "name:", "version:", "type:" and "hooks:".'],
] as const)('%s is told with path, value and what is allowed', (_what, yaml, message) => {
  const found = faults(yaml);
  if (typeof message === 'string') expect(found).toContain(message);
  else expect(found.some((text) => message.test(text)), found.join('\n')).toBe(true);
});

test('an alias bomb, a deep nest and an oversized text are refused at once', () => {
  const bomb = `${HEAD}a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghi'].map((n, i) => `${n}: &${n} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`).join('\n')}\n`;
  expect(faults(bomb)[0]).toMatch(/resource exhaustion|alias/i);
  expect(faults(`${HEAD}hooks: ${'['.repeat(100_000)}`)[0]).toMatch(/at most 32 levels/);
  expect(faults(`${HEAD}${'\n'}${Array.from({ length: 20_000 }, (_, i) => `${' '.repeat(Math.min(i, 2000))}k:`).join('\n')}`)[0]).toMatch(
    /bytes|level|cannot be read|map/i,
  );
  expect(faults(`${HEAD}description: ${'x'.repeat(300_000)}`)[0]).toMatch(/more than 262144 bytes/);
});

test('a key named __proto__ reaches no prototype', () => {
  const { faults: found } = readManifestYaml(`${HEAD}${HOOKS}__proto__: { polluted: true }\nconstructor: 1\n`);
  expect(found.length).toBeGreaterThan(0);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('hooks of manifest and code must agree, in both directions', () => {
  const { manifest } = readManifestYaml(`${HEAD}${HOOKS}`);
  expect(agreementFaults(manifest!, ['asset_purchase_request_processing'])).toEqual([]);
  const texts = agreementFaults(manifest!, ['asset_change_request_processing', 'asset_purchas_request_processing']).map(faultText);
  expect(texts[0]).toMatch(/^hooks\.asset_purchase_request_processing: The manifest announces this hook, the code does not define it/);
  expect(texts[1]).toMatch(/the manifest does not announce it; add "asset_change_request_processing: \{\}"/);
  expect(texts[2]).toMatch(/which is no event\. Did you mean "asset_purchase_request_processing"\?/);
});
