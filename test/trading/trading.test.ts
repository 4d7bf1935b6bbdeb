/** The five ways of trading, each from agreement to settled usage by REST alone, on every engine; and their command. */
import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { walkWay } from '../../examples/trading/run.ts';
import { Trade, type Ground } from '../../examples/trading/trade.ts';
import { checkWalls } from '../../examples/trading/walls.ts';
import { WAYS } from '../../examples/trading/ways/index.ts';
import { describeWalks } from '../support/engines.ts';
import { startGround, type StartedGround } from '../support/ground.ts';

/** All ways on one host, one after the other: what one leaves is there when the walls of the next are looked at. */
describeWalks('trading', (engine) => {
  let started: StartedGround;
  let ground: Ground;
  beforeAll(async () => {
    started = await startGround(engine);
    ground = started.ground;
  }, 60_000);
  afterAll(() => started.close());

  test.each(Object.keys(WAYS))(
    '%s',
    async (name) => {
      const { error, ok, orders, usage, bills, walls } = await walkWay(name, ground);
      expect(error).toBeUndefined();
      expect(ok).toBe(true);
      expect(Math.min(orders.approved, usage.closed, bills, walls)).toBeGreaterThan(0);
    },
    60_000,
  );

  test('a party that sees too much, or too little, is found', async () => {
    const trade = new Trade(ground);
    const [seller, stranger] = [await trade.account('distributor', 'Contoso'), await trade.account('distributor', 'Litware')];
    const { id } = await seller.post('/hubs', { name: 'Hub' });
    trade.seen('/hubs', id as string, [seller, stranger]);
    await expect(checkWalls(trade)).rejects.toThrow(`/hubs shows nothing, hides ${id}; /hubs/${id} is not found`);
    const claimed = new Trade(ground);
    claimed.parties.push(seller);
    claimed.seen('/hubs', id as string, []);
    await expect(checkWalls(claimed)).rejects.toThrow(`/hubs shows ${id}, hides nothing; /hubs/${id} is found`);
  });
});

const command = (...args: string[]) => ['--import', 'tsx', 'examples/trading/main.ts', ...args];

test('the command walks what it is told to and ends with one line of JSON', { timeout: 90_000 }, () => {
  const out = execFileSync(process.execPath, command('--scenario', 'syndication-1-1', '--json'), { encoding: 'utf8', timeout: 60_000 });
  expect(JSON.parse(out.trim())).toMatchObject({
    ok: true,
    ways: { 'syndication-1-1': { ok: true, parties: 3, orders: { placed: 5, approved: 5 }, usage: { records: 1, closed: 1 } } },
  });
});

test.each([
  [['--scenario', 'barter'], '--scenario: "barter" is not known; allowed: direct-1-1, '],
  [['--database', 'mysql://root:hush@db'], '--database: this value (not shown, it may hold a password) is not allowed; allowed: postgres://'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is refused before anything starts', (args, message) => {
  const { status, stderr } = spawnSync(process.execPath, command(...args), { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('hush');
});
