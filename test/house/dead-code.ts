/**
 * Exported values that nobody imports, and files that nobody reaches, found with the TypeScript checker itself. (knip's lock
 * file does not survive `npm ci` here, and ts-unused-exports does not follow `.ts` specifiers.)
 */
import { relative } from 'node:path';
import ts from 'typescript';

/** Reached from outside: process entries, the published faces, what authors and integrators import. */
const ENTRIES = [/\/main\.ts$/, /^sdk\/index\.ts$/, /^sdk\/(client|testing)\/index\.ts$/, /^(test|bench|extensions|examples|templates)\//, /config\.ts$/];
/** Faces whose exports may be used outside this repository. */
const FACES = [/^sdk\//, /^(test|bench|extensions|examples|templates)\//];

const config = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => process.exit(1) })!;
const program = ts.createProgram(config.fileNames, config.options);
const checker = program.getTypeChecker();
const own = program.getSourceFiles().filter((f) => !f.fileName.includes('node_modules') && !f.isDeclarationFile);
const pathOf = (file: ts.SourceFile) => relative(process.cwd(), file.fileName);

const original = (symbol: ts.Symbol): ts.Symbol => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);

/** Symbols named by an import or a re-export, and files that are imported at all. */
const used = new Set<ts.Symbol>();
const reached = new Set<ts.SourceFile>();
for (const file of own) {
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const target = checker.getSymbolAtLocation(node.moduleSpecifier)?.valueDeclaration;
      if (target && ts.isSourceFile(target)) reached.add(target);
    }
    if (ts.isImportSpecifier(node)) {
      const symbol = checker.getSymbolAtLocation(node.name);
      if (symbol) used.add(original(symbol));
    }
    if (ts.isPropertyAccessExpression(node) || ts.isQualifiedName(node)) {
      const symbol = checker.getSymbolAtLocation(ts.isQualifiedName(node) ? node.right : node.name);
      if (symbol) used.add(original(symbol));
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const module = node.arguments[0] && checker.getSymbolAtLocation(node.arguments[0]);
      const target = module?.valueDeclaration;
      if (target && ts.isSourceFile(target)) {
        reached.add(target);
        for (const symbol of checker.getExportsOfModule(module)) used.add(original(symbol));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

const problems: string[] = [];
for (const file of own) {
  const path = pathOf(file);
  const entry = ENTRIES.some((e) => e.test(path));
  if (!entry && !reached.has(file)) problems.push(`${path}: nobody imports this file`);
  if (entry || FACES.some((f) => f.test(path))) continue;
  const module = checker.getSymbolAtLocation(file);
  for (const symbol of module ? checker.getExportsOfModule(module) : []) {
    const source = original(symbol);
    const here = source.declarations?.some((d) => d.getSourceFile() === file);
    // an exported type may only name what a signature shows; an exported value is there to be used
    if (here && source.flags & ts.SymbolFlags.Value && !used.has(source)) problems.push(`${path}: ${symbol.name} is exported but never imported`);
  }
}
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`dead code: ${own.length} files, ${problems.length} problems\n`);
process.exit(problems.length ? 1 : 0);
