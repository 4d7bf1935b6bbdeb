/** What helps at the command line: help by role, suggestions, explanations, completion, events, and a start that loads nothing it does not need. */
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { build } from 'esbuild';
import { describe, expect, test, vi } from 'vitest';
import { HOOK_TYPES, OUTCOMES } from '../../sdk/contract/index.ts';
import { ERRORS } from '../../runtime/base/index.ts';
import { SHELLS } from '../../runtime/cli/completion.ts';
import { EXAMPLES } from '../../runtime/cli/commands/help.ts';
import { EXPLANATIONS } from '../../runtime/cli/explanations.ts';
import { EXIT } from '../../runtime/cli/output.ts';
import { createProgram } from '../../runtime/cli/program.ts';
import { ROLES } from '../../runtime/cli/roles.ts';
import { CAPABILITY_ERRORS } from '../../runtime/runner/broker/errors.ts';

/** What a command prints, or what it throws. */
async function run(...args: string[]): Promise<string> {
  let out = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    await createProgram().exitOverride().parseAsync(args, { from: 'user' });
    return out;
  } finally {
    spy.mockRestore();
  }
}

describe('help', () => {
  test.each(Object.keys(ROLES))('%s has its commands and examples, and all of them are there', async (role) => {
    const page = await run('help', role);
    const program = createProgram();
    for (const name of ROLES[role]!.commands) expect(page).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'));
    for (const [example] of ROLES[role]!.examples) {
      expect(page).toContain(example);
      const [command, flags] = commandOf(program, example);
      // the host's own flags are read by the host
      const known = command.options.map(({ long }) => long);
      if (known.length) expect(known, example).toEqual(expect.arrayContaining(flags));
    }
  });

  test('of a command and of one below another', async () => {
    expect(await run('help', 'tasks')).toContain('Usage: entrepot tasks');
    expect(await run('help', 'extensions', 'pause')).toContain('Usage: entrepot extensions pause');
    expect(await run('help')).toBe(`${createProgram().helpInformation()}${EXAMPLES}\n`);
  });

  test.each([
    [['help', 'authro'], /Did you mean "author"\?/],
    [['help', 'extensions', 'puase'], /"puase" is no command of extensions. Did you mean "pause"\?/],
    [['explain', 'TURN_TIMOUT'], /Did you mean "TURN_TIMEOUT"\?/],
    [['events', 'asset_purchase_request_procesing'], /Did you mean "asset_purchase_request_processing"\?/],
    [['completion', 'zhs'], /allowed: bash, zsh, fish/],
  ])('%j is told what was meant', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });

  test('mistyped commands and flags are told what was meant', () => {
    const entrepot = (...args: string[]) => spawnSync(process.execPath, ['--import', 'tsx', 'runtime/cli/main.ts', ...args], { encoding: 'utf8' });
    const [command, flag] = [entrepot('tsks'), entrepot('tasks', '--statuss', 'dead')];
    expect([command.status, command.stderr]).toEqual([EXIT.usage, expect.stringContaining('Did you mean tasks?')]);
    expect([flag.status, flag.stderr]).toEqual([EXIT.usage, expect.stringContaining('Did you mean --status?')]);
  });
});

/** The command that an example calls, and its flags. */
function commandOf(program: Command, example: string): [Command, string[]] {
  const [, ...words] = example.split(' ');
  let command = program;
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word);
    if (!next) break;
    command = next;
  }
  expect(command, example).not.toBe(program);
  return [command, words.filter((word) => word.startsWith('--'))];
}

describe('explain', () => {
  /** Between host and runner only; nobody meets them in an answer. */
  const INTERNAL = ['UNKNOWN_TASK', 'DUPLICATE', 'TOO_LATE', 'STALE_FENCE'];

  test('has every code of an error, of an outcome and of a refused call', () => {
    const tables = [...Object.values(ERRORS).map(({ code }) => code), ...Object.keys(OUTCOMES), ...Object.keys(CAPABILITY_ERRORS)];
    const sources = globSync(['runtime/**/*.ts', 'sdk/**/*.ts']).map((path) => readFileSync(path, 'utf8'));
    const written = sources.flatMap((text) =>
      [...text.matchAll(/(?:\bcode: |\brefuse\(|\brefused\(|\bCapabilityError\(|\bPlatformError\()'([A-Z][A-Z]+(?:_[A-Z0-9]+)*)'/g)].map(([, code]) => code!),
    );
    expect(written).toEqual(expect.arrayContaining(['PRD_038', 'EXT_001', 'CONFLICT', 'BREAKER_OPEN', 'ATTEMPT_ENDED']));
    expect([...new Set([...tables, ...written])].filter((code) => !EXPLANATIONS.has(code) && !INTERNAL.includes(code))).toEqual([]);
  });

  test('says what it means and what to do, in sentences', async () => {
    for (const [code, { means, todo, then = 'x.' }] of EXPLANATIONS) for (const text of [means, todo, then]) expect(text, code).toMatch(/[.:)]$/);
    expect(await run('explain', 'req_005')).toMatch(/^REQ_005 {2}answer of the API\n\nIt is there already[^]*HTTP 409[^]*What to do: params names/);
    expect(JSON.parse(await run('explain', 'OUT_OF_MEMORY', '--json'))).toMatchObject({ code: 'OUT_OF_MEMORY', kind: 'end of an attempt' });
    expect((await run('explain')).split('\n').length).toBeGreaterThan(EXPLANATIONS.size);
  });
});

describe('events', () => {
  test('are all listed, each with a sample and a schema', async () => {
    const all = await run('events');
    for (const type of HOOK_TYPES) {
      expect(all).toContain(`\n${type} `);
      expect(JSON.parse(await run('events', type, '--sample'))).toHaveProperty('id');
      expect(JSON.parse(await run('events', type, '--schema'))).toMatchObject({ type: 'object', required: ['id'], properties: { id: {} } });
    }
  });

  test('say what a hook may decide', async () => {
    expect(await run('events', 'usage_file_request_processing')).toMatch(/decisions +done, skip, reschedule, submit, accept, reject/);
  });
});

describe('completion', () => {
  const complete = (line: string[]) => {
    const words = ['entrepot', ...line].map((word) => `'${word}'`).join(' ');
    const script = `${SHELLS['bash']!(createProgram())}\nCOMP_WORDS=(${words}); COMP_CWORD=${line.length}; _entrepot; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean);
  };

  test.each<[string[], string[]]>([
    [['ta'], ['tasks', 'task']],
    [['extensions', 'p'], ['pause']],
    [['extensions', 'pause', '--j'], ['--json']],
    [['tasks', '--status', 'dead', '--ins'], ['--installation']],
    [
      ['help', 'a'],
      ['author', 'admin', 'account'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['nonsense', 'ini'], ['init']],
  ])('bash completes %j', (line, found) => {
    expect(complete(line)).toEqual(found);
  });

  test.each(['zsh', 'fish'])('%s is told of every command, and every quote is closed', (shell) => {
    const script = SHELLS[shell]!(createProgram());
    for (const { name } of createProgram().commands.map((one) => ({ name: one.name() }))) expect(script).toContain(name);
    // both read single quotes as bash does, but for backslashes, which there are none of beside quotes and colons
    expect(script.replaceAll("'\\''", '').split("'").length % 2).toBe(1);
  });
});

test('the start loads commander, the tree and nothing else', async () => {
  const { metafile } = await build({ entryPoints: ['runtime/cli/main.ts'], bundle: true, splitting: true, format: 'esm', platform: 'node', packages: 'external', write: false, outdir: 'x', metafile: true }); // prettier-ignore
  const outputs = metafile.outputs;
  const reached = new Set<string>();
  const outside = new Set<string>();
  const walk = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const { path: next, kind, external } of outputs[path]!.imports) {
      if (kind !== 'import-statement') continue;
      if (external) outside.add(next);
      else walk(next);
    }
  };
  walk(Object.keys(outputs).find((path) => outputs[path]!.entryPoint === 'runtime/cli/main.ts')!);
  expect([...outside].filter((name) => !name.startsWith('node:'))).toEqual(['commander']);
  expect([...reached].reduce((sum, path) => sum + outputs[path]!.bytes, 0)).toBeLessThan(100_000);
});
