/** `entrepot doctor`: what a host needs of this machine, and what to do where it does not have it. */
import type { Command } from 'commander';
import { CliError, EXIT, paint, print, printJson, withProgress } from '../output.ts';

const PAINT = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look at everything a host needs, and say what to do; changes nothing')
    .option('--data <folder>', 'data folder (ENTREPOT_DATA; default ./data)')
    .option('--database <url>', 'postgres://… (ENTREPOT_DATABASE)')
    .option('--host <address>', 'address to listen on (ENTREPOT_HOST; default 127.0.0.1)')
    .option('--port <n>', 'port to listen on (ENTREPOT_PORT; default 8080)')
    .option('--json', 'print JSON')
    .action(async ({ json, ...given }: Record<string, string> & { json?: boolean }) => {
      const { readConfig, UsageError } = await import('../../host/config.ts');
      const { examine } = await import('../../host/doctor.ts');
      const flags = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
      const findings = await withProgress('Looking', async () => {
        try {
          const { data, database, host, port } = readConfig(flags, process.env);
          return await examine({ data, database, host, port, environment: process.env });
        } catch (error) {
          throw error instanceof UsageError ? new CliError(error.message, EXIT.usage) : error;
        }
      });
      if (json) printJson(findings);
      else
        for (const { check, level, found, todo } of findings)
          print(`${paint(PAINT[level], level.padEnd(4))}  ${check.padEnd(12)} ${found}${todo === undefined ? '' : `\n${' '.repeat(19)}-> ${todo}`}`);
      const count = (level: string) => findings.filter((finding) => finding.level === level).length;
      if (!json) print(`${count('fail')} failed, ${count('warn')} warnings`);
      if (count('fail')) process.exitCode = EXIT.failed;
    });
}
