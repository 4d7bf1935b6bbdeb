/** Writes what is generated from the sources: `npm run generate`. A house test fails when a file is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EVENTS, Manifest, type EventType } from '../../sdk/contract/index.ts';

/** File -> its text. */
const GENERATED: Record<string, () => string> = { 'extension.schema.json': extensionSchema };

const root = fileURLToPath(new URL('../..', import.meta.url));

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

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const path of staleFiles()) {
    writeFileSync(`${root}/${path}`, GENERATED[path]!());
    process.stdout.write(`wrote ${path}\n`);
  }
}
