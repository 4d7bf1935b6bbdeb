/** Writes what is generated from the sources: `npm run generate`. House tests fail when a file is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EVENTS, Manifest, type EventDefinition, type EventType } from '../../sdk/contract/index.ts';
import { lifecycleDiagram } from '../../runtime/base/index.ts';
import { openApi } from '../../runtime/api/openapi.ts';
import { ROUTES } from '../../runtime/host/compose.ts';
import { recorded } from '../examples/record.ts';
import { recordedSamples } from '../events/record.ts';
import { modelOf, type ApiModel } from './api-model.ts';
import { pythonCalls, pythonObjects } from './client-python.ts';
import { objectsText, routesText } from './client-types.ts';
import { LIFECYCLES } from './lifecycles.ts';

/** File -> its text. */
const GENERATED: Record<string, () => string> = {
  'extension.schema.json': extensionSchema,
  'docs/events.md': eventsPage,
  'sdk/client/generated/objects.ts': () => objectsText(apiModel()),
  'sdk/client/generated/routes.ts': () => routesText(apiModel()),
  'clients/python/entrepot_client/objects.py': () => pythonObjects(apiModel()),
  'clients/python/entrepot_client/calls.py': () => pythonCalls(apiModel()),
  ...Object.fromEntries(Object.keys(LIFECYCLES).map((module) => [`runtime/domain/${module}/README.md`, () => withDiagrams(module)])),
};
/** What the examples of the API are kept in; test/api/examples.test.ts tells when it is stale. */
export const EXAMPLES = 'runtime/api/examples.json';
/** What hooks get; test/events tells when it is stale. */
const SAMPLES = 'runtime/cli/samples.json';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** From the recorded examples as they lie there, so that one run that writes both is enough. */
function apiModel(): ApiModel {
  return modelOf(openApi(ROUTES, '0'), JSON.parse(present(EXAMPLES) ?? '{}') as Parameters<typeof modelOf>[1]);
}

/** The manifest's schema as editors read it: each hook tells what its event is and which statuses it has. */
function extensionSchema(): string {
  const schema = JSON.parse(JSON.stringify(Manifest)) as { properties: { hooks: { properties: Record<string, HookSchema> } } & Record<string, object> };
  for (const [type, hook] of Object.entries(schema.properties.hooks.properties)) {
    const event = EVENTS[type as EventType];
    hook.description = `${event.summary} Decisions: ${event.decisions.join(', ')}.`;
    hook.properties.statuses.items = { type: 'string', enum: event.statuses };
    if (!event.statuses.length) delete (hook.properties as Partial<HookSchema['properties']>).statuses;
  }
  Object.assign(schema.properties['settings']!, { $ref: 'https://json-schema.org/draft/2020-12/schema' });
  const head = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://unpkg.com/entrepot/extension.schema.json',
    title: 'extension.yaml of an Entrepot extension',
  };
  return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`;
}

interface HookSchema {
  description?: string;
  properties: { statuses: { items: unknown } };
}

const EVENTS_HEAD = `# Events

What an extension can hook: below \`hooks\` in \`extension.yaml\` each event may name the statuses that start it, and in the code the hook
of that name gets the object as its account sees it. Names and statuses are those of the established platform; \`subscription_changed\`,
\`billing_request_created\` and \`product_version_changed\` are ours. \`GET /public/v1/devops/event-definitions\` answers the same list, and
\`entrepot events TYPE --sample\` the object that a hook gets. This page is generated from \`sdk/contract/events.ts\`.
`;
const LISTED = `
## Listed, not fired

Published events that no part of this version fires, so they cannot be hooked: those that answer while the caller waits, and those of
objects that the platform does not have. They are listed for extensions that name them beside others. The same holds for the statuses
after "never": no published move leads there.
`;

function eventsPage(): string {
  const all = Object.entries(EVENTS) as [string, EventDefinition][];
  const code = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(' ');
  const row = ([type, event]: [string, EventDefinition]) => {
    const statuses = [code(event.statuses) || '-', ...(event.unreached ? [`never: ${code(event.unreached)}`] : [])].join('; ');
    return `| \`${type}\` | ${event.summary} | ${event.object} | ${statuses} | ${code(event.decisions) || '-'} |`;
  };
  const table = (rows: typeof all) => ['| event | when | object | statuses | decisions |', '|---|---|---|---|---|', ...rows.map(row)].join('\n');
  const fires = ([, event]: [string, EventDefinition]) => event.decisions.length > 0;
  return `${EVENTS_HEAD}\n${table(all.filter(fires))}\n${LISTED}\n${table(all.filter((event) => !fires(event)))}\n`;
}

/** `<!-- lifecycle: NAME, … -->`, the diagram that they share, `<!-- /lifecycle -->`. */
const BLOCK = /(<!-- lifecycle: (.+?) -->\n)[^]*?(<!-- \/lifecycle -->)/g;

/** A module's README with the diagrams of all its lifecycles as the tables say. */
function withDiagrams(module: string): string {
  const path = `runtime/domain/${module}/README.md`;
  const diagrams = new Map(LIFECYCLES[module]!.map((lifecycle) => [lifecycle.name, lifecycleDiagram(lifecycle)]));
  const shown = new Set<string>();
  const text = (present(path) ?? '').replaceAll(BLOCK, (_, open: string, names: string, close: string) => {
    const wanted = names.split(', ').map((name) => {
      const diagram = diagrams.get(name);
      if (diagram === undefined) throw new Error(`${path}: there is no lifecycle "${name}"; there are: ${[...diagrams.keys()].join(', ')}`);
      shown.add(name);
      return diagram;
    });
    if (new Set(wanted).size > 1) throw new Error(`${path}: the lifecycles ${names} differ; each needs a block of its own`);
    return `${open}\`\`\`mermaid\n${wanted[0]}\n\`\`\`\n${close}`;
  });
  const missing = [...diagrams.keys()].filter((name) => !shown.has(name));
  if (missing.length) throw new Error(`${path}: no block "<!-- lifecycle: ${missing.join(' -->", "<!-- lifecycle: ')} -->"`);
  return text;
}

export function staleFiles(): string[] {
  return Object.entries(GENERATED)
    .filter(([path, text]) => text() !== present(path))
    .map(([path]) => path);
}

function present(path: string): string | undefined {
  try {
    return readFileSync(`${root}/${path}`, 'utf8');
  } catch {
    return undefined;
  }
}

/** One line for each operation, so that a change shows which. */
async function examplesText(): Promise<string> {
  const lines = Object.entries(await recorded()).map(([operation, example]) => `${JSON.stringify(operation)}: ${JSON.stringify(example)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const write = (path: string, text: string) => {
    writeFileSync(`${root}/${path}`, text);
    process.stdout.write(`wrote ${path}\n`);
  };
  const examples = await examplesText();
  if (examples !== present(EXAMPLES)) write(EXAMPLES, examples);
  const samples = await recordedSamples(apiModel());
  if (samples !== present(SAMPLES)) write(SAMPLES, samples);
  for (const path of staleFiles()) write(path, GENERATED[path]!());
}
