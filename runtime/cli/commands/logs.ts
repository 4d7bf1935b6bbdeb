/** `entrepot logs`: what handlers logged and how their tasks moved on, all tasks together; with -f until interrupted. */
import type { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, withTarget, type Target } from '../client.ts';
import { print, printJsonLine } from '../output.ts';
import { newRecords, recordText, type Seen } from '../records.ts';

interface LogsOptions extends Target {
  follow?: boolean;
  installation?: string;
  object?: string;
}

const FOLLOW_MS = 1_000;

export function logsCommand(program: Command): void {
  withTarget(
    program
      .command('logs')
      .description('log lines and moves of the newest tasks')
      .option('-f, --follow', 'go on until interrupted')
      .option('--installation <id>', 'of one installation (EIN-…)')
      .option('--object <id>', 'about one object'),
  ).action(async (options: LogsOptions) => {
    const client = connect(options);
    const seen = new Map<string, Seen>();
    do {
      for (const record of await newRecords(client, seen, options)) {
        if (options.json) printJsonLine(record);
        else print(recordText(record));
      }
      if (options.follow) await sleep(FOLLOW_MS);
    } while (options.follow);
  });
}
