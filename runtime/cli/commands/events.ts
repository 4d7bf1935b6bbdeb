/** `entrepot events`: what an extension can hook, with a recorded object of each and the schema of its class. */
import type { Command } from 'commander';
import { hint } from '../../registry/package/did-you-mean.ts';
import { CliError, EXIT, paint, print, printJson, printTable } from '../output.ts';

export function eventsCommand(program: Command): void {
  program
    .command('events')
    .description('events that can be hooked; of one its statuses and decisions, a sample, a schema')
    .argument('[type]', 'for example asset_purchase_request_processing')
    .option('--sample', 'the object that a hook gets, as it was recorded')
    .option('--schema', 'the JSON Schema of such objects')
    .option('--json', 'print JSON')
    .action(async (type: string | undefined, options: { sample?: boolean; schema?: boolean; json?: boolean }) => {
      const { EVENTS, HOOK_TYPES } = await import('../../../sdk/contract/index.ts');
      if (type === undefined) {
        if (options.sample || options.schema) throw new CliError('events: --sample and --schema are of one event; name it.', EXIT.usage);
        if (options.json) return printJson(HOOK_TYPES.map((name) => ({ type: name, ...EVENTS[name] })));
        return printTable(['event', 'object', 'when'], HOOK_TYPES.map((name) => [name, EVENTS[name].object, EVENTS[name].summary])); // prettier-ignore
      }
      const found = HOOK_TYPES.find((name) => name === type);
      if (!found) throw new CliError(`events: there is no event ${JSON.stringify(type)}.${hint(type, HOOK_TYPES)} entrepot events lists all.`, EXIT.notFound);
      const event = EVENTS[found];
      const { sampleOf, schemaOf } = await import('../samples.ts');
      const [sample, schema] = [sampleOf(found), schemaOf(event.object)];
      if (options.sample && !options.schema) return printJson(sample);
      if (options.schema && !options.sample) return printJson(schema);
      if (options.json || options.sample) return printJson({ type: found, ...event, sample, schema });
      print(`${paint('bold', found)}  ${event.summary}\n`);
      for (const [name, words] of Object.entries({ object: [event.object], category: [event.category], statuses: event.statuses, decisions: event.decisions }))
        print(`${name.padEnd(10)} ${words.join(', ') || '-'}`);
      print('\n--sample prints an object that a hook got, --schema what such objects are.');
    });
}
