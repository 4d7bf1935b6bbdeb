/**
 * `npm run conformance -- --spec FILE --transitions FILE [--log FILE]`: starts a host and walks the published API as each
 * role. Prints what counted and why the rest did not; exit 1 when a state change is missing or fewer than nine of ten
 * operations counted. Both files are given from outside: the project keeps no copy.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadDescription } from './walk/description.ts';
import { DISPUTED } from './walk/disputed.ts';
import { startWalkHost } from './walk/host.ts';
import { PARTS } from './walk/parts/index.ts';
import { loadTransitions } from './walk/transitions.ts';
import { Walk } from './walk/walk.ts';

const OPERATIONS_SHARE = 0.9;

const { values } = parseArgs({
  options: {
    spec: { type: 'string' },
    transitions: { type: 'string' },
    log: { type: 'string' },
    /** Only these parts, by name, separated by commas. */
    only: { type: 'string' },
  },
});
if (!values.spec || !values.transitions) {
  process.stderr.write('usage: npm run conformance -- --spec FILE --transitions FILE [--log FILE] [--only PART,…]\n');
  process.exit(2);
}
const description = loadDescription(values.spec);
const transitions = loadTransitions(values.transitions);
const wanted = values.only?.split(',');

const host = await startWalkHost();
const walk = new Walk(host, host.parties, description, transitions);
for (const [name, part] of Object.entries(PARTS)) if (!wanted || wanted.includes(name)) await walk.part(name, () => part(walk, host));
await host.close();

const operations = description.operations.filter((o) => o.counted);
const print = (text: string) => process.stdout.write(`${text}\n`);
const missing = (what: string, ids: readonly string[]) => {
  if (ids.length) print(`\n${what} that did not count:`);
  for (const id of ids) print(`  ${id}: ${walk.reasons.get(id) ?? 'not tried'}${DISPUTED[id] === undefined ? '' : `\n    on purpose: ${DISPUTED[id]}`}`);
};
missing(
  'state changes',
  transitions.map((t) => t.id).filter((id) => !walk.counted.has(id)),
);
missing(
  'operations',
  operations.map((o) => o.key).filter((key) => !walk.operations.has(key)),
);
print(`\ntransitions ${walk.counted.size}/${transitions.length}`);
print(`operations ${walk.operations.size}/${operations.length}`);
if (values.log) {
  const lines = [...walk.counted.values(), ...walk.operations.values()].map((item) => JSON.stringify(item));
  writeFileSync(values.log, `${lines.join('\n')}\n`);
}
process.exitCode = walk.counted.size === transitions.length && walk.operations.size >= OPERATIONS_SHARE * operations.length ? 0 : 1;
