/**
 * Handlers made at random, as source text: nested Promise.all and race, steps, timers, requests, storage, logs, chance, dates,
 * errors. Whatever a handler is told goes into `seen`, and `seen` goes into everything it does next: had it been told the least thing
 * in another order or at another time, its calls would differ. Masked values are only passed on: a replay has their pseudonyms.
 */
import fc from 'fast-check';

const HEAD = `
  let seen = 7;
  const person = object.contact_info.contact;
  const masked = [object.name, object.tax_id, object.contact_info.address_line1, ...Object.values(person)];
  const see = (value) => {
    let text = JSON.stringify(value) ?? String(value);
    for (const word of masked) text = text.replaceAll(word, '');
    for (let i = 0; i < text.length; i++) seen = (Math.imul(seen, 31) + text.charCodeAt(i)) | 0;
    return value;
  };
  const password = async (length) => { const made = await ctx.password(length); masked.push(made); return made; };
`;

/** One thing to do; \`N\` is a number of its own. */
const LEAVES = [
  `see(await ctx.storage.get('k' + N));`,
  `see(await ctx.storage.set('k' + N, { seen, mail: person.email }).catch((error) => error.code));`,
  `see(await ctx.storage.list({ prefix: 'k', limit: 1 + N }));`,
  `see((await ctx.fetch('https://api.example/things?q=' + seen + '&token=' + N, { headers: { authorization: 'Bearer ' + N } })).body);`,
  `see((await ctx.fetch('https://api.example/' + N, { method: 'POST', body: { seen, to: person.email, who: person.first_name } })).status);`,
  `see(await ctx.platform.get('/requests?limit=' + N));`,
  `see(await ctx.sleep(N));`,
  `see(await new Promise((resolve) => setTimeout(resolve, N, seen)));`,
  `see(await ctx.storage.set('p' + N, 'user:' + (await password(12 + N))));`,
  `ctx.log.info('at ' + Date.now() + ' for ' + person.email, { seen, chance: Math.random() });`,
  `console.warn(new Date().toISOString(), crypto.randomUUID(), seen);`,
  `see(Date.now()); see(Math.random());`,
  `void ctx.storage.get('left' + N + seen).then(see, see);`,
  `await null; see(N);`,
  `const id = setTimeout(() => see('never'), 1 + N); see(id); clearTimeout(id);`,
  `if (seen % 5 === 0) throw new Error('at ' + seen + ' for ' + person.last_name);`,
];

type Node = { kind: 'leaf'; leaf: number; n: number } | { kind: 'all' | 'race' | 'settled' | 'seq' | 'step' | 'try'; parts: Node[] };

const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('leaf' as const), leaf: fc.nat(LEAVES.length - 1), n: fc.nat(9) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('all', 'race', 'settled', 'seq', 'step', 'try'),
        parts: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
      }) as fc.Arbitrary<Node>,
    },
  ),
}));

/** The text of a package with one hook of this type. */
export const handlers = (type: string): fc.Arbitrary<string> =>
  fc.array(node, { minLength: 1, maxLength: 5 }).map((parts) => {
    let steps = 0;
    const code = (one: Node): string => {
      if (one.kind === 'leaf') return LEAVES[one.leaf]!.replaceAll('N', String(one.n));
      const inner = one.parts.map(code);
      const branches = `[${inner.map((text) => `(async () => { ${text} return seen; })()`).join(', ')}]`;
      switch (one.kind) {
        case 'all':
          return `see(await Promise.all(${branches}));`;
        case 'race':
          return `see(await Promise.race(${branches}));`;
        case 'settled':
          return `see(await Promise.allSettled(${branches}));`;
        case 'step':
          return `see(await ctx.step('step ${++steps}', async () => { ${inner.join('\n')} return { seen, mail: person.email }; }));`;
        case 'try':
          return `try { ${inner.join('\n')} } catch (error) { see(error.message); ctx.log.error(error.message); }`;
        default:
          return `{ ${inner.map((text) => `{ ${text} }`).join('\n')} }`;
      }
    };
    const body = parts.map((part) => `{ ${code(part)} }`).join('\n');
    return `module.exports.default = { hooks: { ${type}: async (ctx, object) => { ${HEAD} ${body}
      return { decision: 'done', note: seen + ' ' + person.email }; } } };`;
  });
