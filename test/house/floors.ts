/**
 * Who may import whom, checked: the floors of ARCHITECTURE.md as one table, read by dependency-cruiser. The check also
 * fails when it visited suspiciously few modules, because an empty visit finds nothing either.
 */
import { existsSync } from 'node:fs';
import { cruise, type IForbiddenRuleType } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/** A room and the rooms it may import from; its own folder is always allowed. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  'sdk/contract': [],
  'sdk/author': ['sdk/contract'],
  'sdk/guest': ['sdk/contract', 'sdk/author'],
  'sdk/client': ['sdk/contract'],
  'sdk/testing': ['sdk/contract', 'sdk/author', 'sdk/guest', 'runtime'],
  'runtime/base': ['sdk/contract'],
  'runtime/store': ['runtime/base', 'sdk/contract'],
  'runtime/rql': ['runtime/store', 'runtime/base', 'sdk/contract'],
  'runtime/domain': ['runtime/rql', 'runtime/store', 'runtime/base', 'sdk/contract'],
  'runtime/registry': ['runtime/domain', 'runtime/rql', 'runtime/store', 'runtime/base', 'sdk/contract'],
  'runtime/dispatch': ['runtime/registry', 'runtime/domain', 'runtime/rql', 'runtime/store', 'runtime/base', 'sdk/contract'],
  'runtime/api': ['runtime/dispatch', 'runtime/registry', 'runtime/domain', 'runtime/rql', 'runtime/store', 'runtime/base', 'sdk/contract'],
  'runtime/gateway': ['runtime/dispatch', 'runtime/registry', 'runtime/domain', 'runtime/rql', 'runtime/store', 'runtime/base', 'sdk/contract'],
  'runtime/scheduler': ['runtime/dispatch', 'runtime/registry', 'runtime/domain', 'runtime/rql', 'runtime/store', 'runtime/base', 'sdk/contract'],
  'runtime/runner': ['runtime/base', 'sdk/contract', 'sdk/guest/protocol\\.ts'],
  'runtime/cli': ['runtime/registry/package', 'runtime/host', 'runtime/runner', 'runtime/base', 'sdk'],
};

/** Domain modules from the lowest up; a sibling is imported through its index, and only downwards. */
const DOMAIN = [
  'kit',
  'general',
  'accounts',
  'forms',
  'contracts',
  'news',
  'products',
  'marketplaces',
  'partners',
  'tiers',
  'tier-configs',
  'orders',
  'billing',
  'usage',
  'helpdesk',
  'conversations',
  'webhooks',
];

const EXPECTED_MODULES = 120;

const rooms: IForbiddenRuleType[] = Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
  name: `floor: ${room}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: '^(sdk|runtime|extensions|templates|examples|test|bench)/', pathNot: [`^${room}/`, ...allowed.map((a) => `^${a}(/|$)`)] },
}));

const domain: IForbiddenRuleType[] = DOMAIN.flatMap((module, floor) => [
  {
    name: `domain: ${module} imports downwards`,
    severity: 'error',
    from: { path: `^runtime/domain/${module}/` },
    to: { path: `^runtime/domain/(${DOMAIN.slice(floor + 1).join('|') || 'none'})/` },
  },
  {
    name: `domain: ${module} is imported through its index`,
    severity: 'error',
    from: { path: '^runtime/', pathNot: `^runtime/domain/${module}/` },
    to: { path: `^runtime/domain/${module}/`, pathNot: `^runtime/domain/${module}/index\\.ts$` },
  },
]);

const forbidden: IForbiddenRuleType[] = [
  ...rooms,
  ...domain,
  {
    name: 'no cycles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'isolated-vm stays in the sandbox',
    severity: 'error',
    from: { path: '^(sdk|runtime)/', pathNot: '^runtime/runner/sandbox/' },
    to: { path: 'isolated-vm' },
  },
  {
    name: 'hono stays at the edge',
    severity: 'error',
    from: { path: '^runtime/', pathNot: '^runtime/(api|portal|host)/' },
    to: { path: '^node_modules/(hono|@hono)' },
  },
  {
    name: 'packages see only the published sdk',
    severity: 'error',
    from: { path: '^(extensions|templates|examples)/[^/]+/src/' },
    to: { path: '^(runtime|sdk/(contract|guest|author|testing)|test)/' },
  },
];

const result = await cruise(
  ['sdk', 'runtime', 'extensions', 'templates', 'examples'].filter((folder) => existsSync(folder)),
  { validate: true, ruleSet: { forbidden }, tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' }, outputType: 'err' },
  undefined,
  { tsConfig: extractTSConfig('tsconfig.json') } as never,
);
process.stdout.write(String(result.output));
const visited = Number(/\((\d+) modules/.exec(String(result.output))?.[1] ?? 0);
process.stdout.write(`floors: ${visited} modules visited, ${rooms.length + domain.length + 4} rules\n`);
if (visited < EXPECTED_MODULES) {
  process.stderr.write(`floors: only ${visited} modules visited, at least ${EXPECTED_MODULES} expected; the check saw too little to trust it\n`);
  process.exit(1);
}
process.exit(result.exitCode === 0 ? 0 : 1);
