/** H: hono with ajv and nothing behind it, in a process of its own. Prints its URL. */
import { serve } from '@hono/node-server';
import { Ajv } from 'ajv';
import { Hono } from 'hono';

const validate = new Ajv().compile({
  type: 'object',
  required: ['id', 'type'],
  properties: { id: { type: 'string' }, type: { type: 'string' }, filler: { type: 'string' } },
});
const app = new Hono();
app.post('/orders', async (c) => {
  const body: unknown = await c.req.json();
  return validate(body) ? c.json({ ok: true }, 201) : c.json({ ok: false }, 400);
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => process.stdout.write(`http://127.0.0.1:${info.port}\n`));
