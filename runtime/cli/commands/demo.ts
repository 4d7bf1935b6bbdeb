/** `entrepot demo`: exit 1 unless all orders end as planned. */
import type { Command } from 'commander';
import type { DemoOptions } from '../demo/run.ts';

export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description('run the whole walk on a temporary folder')
    .option('--json', 'print one JSON summary as the last line')
    .option('--keep', 'leave everything running and print URLs and tokens')
    .action(async (options: DemoOptions) => (await import('../demo/run.ts')).runDemo(options));
}
