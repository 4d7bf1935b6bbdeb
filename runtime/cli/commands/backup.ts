/** `entrepot backup` and `entrepot restore`: a database as one file and back, every row counted and compared. */
import type { Command } from 'commander';
import type { BackupNote } from '../../host/backup.ts';
import { CliError, EXIT, print, printJson, printTable, say, withProgress } from '../output.ts';

interface Options {
  data?: string;
  database?: string;
  json?: boolean;
}

const dataOf = (options: Options) => options.data ?? (process.env['ENTREPOT_DATA'] || './data');
const databaseOf = (options: Options) => options.database ?? (process.env['ENTREPOT_DATABASE'] || undefined);
const load = () => import('../../host/backup.ts');

export function backupCommands(program: Command): void {
  withDatabase(
    program
      .command('backup')
      .description('copy the database into one file, while the host runs')
      .argument('<to>', 'the file, or a folder for a file named after the moment')
      .option('--with-key', 'also put the sealing key beside it (FILE.key): whoever has both can open every secret')
      .option('--without-key', 'do not look at the sealing key: it is kept elsewhere'),
  ).action(async (to: string, options: Options & { withKey?: boolean; withoutKey?: boolean }) => {
    if (options.withKey && options.withoutKey) throw new CliError('--with-key and --without-key contradict each other.', EXIT.usage);
    const { makeBackup } = await load();
    const key = options.withKey ? 'beside' : options.withoutKey ? 'not looked at' : 'kept apart';
    const { file, note } = await withProgress(`Copying to ${to}`, () =>
      makeBackup({ data: dataOf(options), database: databaseOf(options), to, key }).catch(asRefusal),
    );
    if (options.json) printJson({ file, ...note });
    else {
      showWalk(note);
      print(`Backup ${file}: ${summary(note)}; the copy is the same as the database, row by row.`);
    }
    say(
      options.withKey
        ? `The sealing key is beside it, in ${file}.key: move it to another place than the backup.`
        : `The sealing key is NOT in it. Without ${options.withoutKey ? 'your copy of it' : `a copy of ${dataOf(options)}/sealing.key, kept in another place,`} a restored host does not start and no secret can be opened.`,
    );
  });

  withDatabase(
    program
      .command('restore')
      .description('make a data folder of a backup')
      .argument('<file>', 'a file made by entrepot backup')
      .option('--key <file>', 'the sealing key; default FILE.key, or the one in the data folder')
      .option('--check', 'only read the backup, and compare every row with what was written down'),
  ).action(async (file: string, options: Options & { key?: string; check?: boolean }) => {
    const { checkBackup, restoreBackup } = await load();
    const [data, database] = [dataOf(options), databaseOf(options)];
    const note = await withProgress(`Reading ${file}`, async () =>
      options.check ? checkBackup(file) : restoreBackup({ file, data, database, key: options.key }),
    ).catch(asRefusal);
    if (options.json) return printJson(note);
    showWalk(note);
    print(`${options.check ? `${file} is whole` : `Restored ${database === undefined ? data : 'into PostgreSQL'}`}: ${summary(note)}.`);
    if (!options.check) say(`Next: entrepot start --data ${data}. What happened after ${note.at} is not in it; tasks that were open then are delivered again.`);
  });
}

function withDatabase(command: Command): Command {
  return command
    .option('--data <folder>', 'data folder of the host (ENTREPOT_DATA; default ./data)')
    .option('--database <url>', 'postgres://…, where the host runs on PostgreSQL (ENTREPOT_DATABASE)')
    .option('--json', 'print JSON');
}

function showWalk({ walk }: BackupNote): void {
  const filled = Object.entries(walk).filter(([, { rows }]) => rows > 0);
  printTable(['table', 'rows', 'checksum'], filled.map(([table, { rows, digest }]) => [table, String(rows), digest])); // prettier-ignore
  print(`and ${Object.keys(walk).length - filled.length} empty tables`);
}

function summary({ at, walk, source, schema }: BackupNote): string {
  const rows = Object.values(walk).reduce((sum, table) => sum + table.rows, 0);
  return `${rows} rows of ${Object.keys(walk).length} tables as of ${at} (${source}, schema ${schema})`;
}

/** Whatever stands in the way is told in a sentence. */
function asRefusal(error: unknown): never {
  throw new CliError((error as Error).message || String(error), EXIT.refused);
}
