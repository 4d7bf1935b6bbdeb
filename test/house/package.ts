/**
 * `npm run check:package`: what an author installs works. The package is built, packed and installed by npm into an empty
 * folder with nothing beside it but TypeScript; there it starts a project, checks its types, packs it, and runs the demo.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'entrepot-package-'));
const modules = join(folder, 'node_modules');
function run(what: string, program: string, args: string[], cwd = folder, environment: NodeJS.ProcessEnv = {}): string {
  process.stdout.write(`${what}\n`);
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...environment } });
}

/** A project somewhere else, where nothing is installed: types, test and package, with the entrepot that made it. */
function linked(entrepot: (...args: string[]) => string): void {
  const elsewhere = mkdtempSync(join(tmpdir(), 'entrepot-elsewhere-'));
  try {
    const project = join(elsewhere, 'mine');
    entrepot('init', project, '--template', 'validate');
    run('tsc elsewhere', process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', project]);
    run('npm test elsewhere', process.execPath, ['--test'], project);
    entrepot('pack', project);
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
}

const CLIENT = `import { createClient, rql } from 'entrepot/client';
const client = createClient({ url: 'http://127.0.0.1:9', token: 'SU-1:x', retries: 0 });
export const call = () => client.collection('requests').filter(rql.eq('status', 'pending')).toArray();`;

try {
  const [packed] = JSON.parse(run('packing', 'npm', ['pack', '--json', '--silent', '--pack-destination', folder], root).replace(/^[^[]*/, '')) as {
    filename: string;
    files: { path: string }[];
  }[];
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  run('npm install', 'npm', [
    'install',
    '--silent',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    join(folder, packed!.filename),
    ...['typescript', '@types/node'].map((name) => `${name}@${devDependencies[name]}`),
  ]);

  const { bin, exports, files } = JSON.parse(readFileSync(join(modules, 'entrepot/package.json'), 'utf8')) as {
    bin: { entrepot: string };
    exports: Record<string, string | Record<string, string>>;
    files: string[];
  };
  const inside = new Set(packed!.files.map((f) => f.path));
  const promised = [bin.entrepot, ...Object.values(exports).flatMap((e) => (typeof e === 'string' ? [e] : Object.values(e)))].map((path) =>
    path.replace(/^\.\//, ''),
  );
  const missing = [...promised.filter((path) => !inside.has(path)), ...files.filter((file) => ![...inside].some((path) => path.startsWith(file)))];
  if (missing.length) throw new Error(`package.json promises what the package does not have: ${missing.join(', ')}`);

  const entrepot = (...args: string[]) => run(`entrepot ${args.join(' ')}`, process.execPath, [join(modules, 'entrepot', bin.entrepot), ...args]);
  entrepot('init', 'mine');
  for (const project of ['mine', 'mine/test']) run(`tsc ${project}`, process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', project]);
  for (const mode of ['process', 'sandbox'])
    run(`node --test, ${mode}`, process.execPath, ['--test', 'mine/test/*.test.ts'], folder, { ENTREPOT_SIMULATE: mode });
  entrepot('validate', 'mine');
  entrepot('pack', 'mine');
  linked(entrepot);
  // the client: its types hold where there are those of a browser only, and it loads
  writeFileSync(join(folder, 'client.mts'), CLIENT);
  const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2024', lib: ['es2024', 'dom'], types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['client.mts'] }));
  run('tsc of a client', process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', '.']);
  const refused = run('a client', process.execPath, ['--input-type=module', '-e', `${CLIENT}\nawait call().catch((e) => console.log(e.name));`]);
  if (refused.trim() !== 'NetworkError') throw new Error(`a client without a host ended with ${JSON.stringify(refused)}`);
  const summary = JSON.parse(entrepot('demo', '--json').trim().split('\n').at(-1)!) as { ok: boolean };
  if (!summary.ok) throw new Error(`the demo of the package ended with ${JSON.stringify(summary)}`);
  process.stdout.write(`package: ${inside.size} files, works\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
