/** Flags, environment and limits of a host: what is accepted, what is refused and in which words, what may be printed. */
import { expect, test } from 'vitest';
import { configUsage, readConfig, redactConfig, unknownVariables, UsageError } from '../../runtime/host/config.ts';

test('without flags and environment the defaults hold', () => {
  expect(readConfig([], {})).toMatchObject({
    data: './data',
    port: 8080,
    host: '127.0.0.1',
    region: 'EU',
    runners: 1,
    log: 'info',
    limits: { leaseMs: 15_000 },
  });
});

test('a flag wins over the environment, which wins over the default', () => {
  const config = readConfig(['--port', '9001', '--runners=0'], { ENTREPOT_PORT: '9000', ENTREPOT_RUNNERS: '1', ENTREPOT_HOST: '0.0.0.0', ENTREPOT_SEED: '' });
  expect(config).toMatchObject({ port: 9001, runners: 0, host: '0.0.0.0', seed: undefined });
});

test('limits are given by name, together or one by one', () => {
  expect(readConfig(['--limit', 'leaseMs=2000', '--limit', 'pollMs=50,drainMs=0'], {}).limits).toMatchObject({ leaseMs: 2000, pollMs: 50, drainMs: 0 });
  expect(readConfig([], { ENTREPOT_LIMITS: 'runnerCredits=8' }).limits.runnerCredits).toBe(8);
});

test('the configuration cannot be changed after it was read', () => {
  const config = readConfig([], {});
  expect(Object.isFrozen(config) && Object.isFrozen(config.limits)).toBe(true);
});

test.each([
  [['--port', 'x'], {}, /^--port: "x" is not allowed; allowed: a whole number from 0 to 65535/],
  [['--port', '70000'], {}, /^--port: "70000"/],
  [[], { ENTREPOT_PORT: '-1' }, /^ENTREPOT_PORT: "-1"/],
  [['--runners', '3'], {}, /allowed: a whole number from 0 to 1/],
  [['--seed', 'big'], {}, /allowed: demo/],
  [['--region', 'Mars'], {}, /allowed: EU, US, JP, AU/],
  [['--log', 'loud'], {}, /allowed: debug, info, warn, error, silent/],
  [['--public-url', 'https://shop.example/path'], {}, /^--public-url/],
  [['--limit', 'leaseMs=1'], {}, /^--limit: leaseMs=1 is not allowed; allowed: 1000 to 600000/],
  [['--limit', 'lease=1'], {}, /allowed names: leaseMs, pollMs/],
  [['--nosuch', '1'], {}, /^--nosuch: This is not known here; allowed: --data, --port/],
  [['--port'], {}, /^--port: A value is missing/],
  [['--port', '1', '--port', '2'], {}, /given twice, as "1" and "2"/],
] as const)('%j with %j is refused by name', (args, env, message) => {
  expect(() => readConfig(args, env)).toThrow(UsageError);
  expect(() => readConfig(args, env)).toThrow(message);
});

test('everything that is wrong is told at once, and a database URL never', () => {
  const faults = (() => {
    try {
      readConfig(['--port', 'x', '--runners', 'y', '--database', 'mysql://admin:hunter2@db/x'], {});
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  })();
  expect(faults).toMatch(/--port[^]*--runners|--runners[^]*--port/);
  expect(faults).toContain('--database: This value (not shown');
  expect(faults).not.toContain('hunter2');
});

test.each(['postgres://admin:hunter2@db/entrepot', 'postgres://db/entrepot?user=admin&password=hunter2', 'postgres://admin:hunter2@'])(
  'the password of %s is not printed',
  (database) => {
    const shown = JSON.stringify(redactConfig(readConfig(['--database', database], {})));
    expect(shown).not.toContain('hunter2');
    expect(shown).toContain('postgres://');
  },
);

test('variables that look like ours and are not are found', () => {
  expect(unknownVariables({ ENTREPOT_DATABSE: 'x', ENTREPOT_PORT: '1', ENTREPOT_URL: 'u', ENTREPOT_TEST_POSTGRES: 'p', PATH: '/' })).toEqual([
    'ENTREPOT_DATABSE',
  ]);
});

test('the usage text names every flag with its variable', () => {
  const usage = configUsage();
  for (const name of ['--data DIR', '[ENTREPOT_DATABASE]', 'leaseMs', '(default 8080)']) expect(usage).toContain(name);
});
