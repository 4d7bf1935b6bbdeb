// Measures isolated-vm alone: warm call, the same function raw, and a cold start from cached code. Prints JSON.
import ivm from 'isolated-vm';

// what a mapping handler does: read an order of 2 KB, compute over its items, answer a text of the same size
const handler = `(text) => {
  const order = JSON.parse(text);
  const items = order.items.map((item) => ({ sku: item.mpn.toLowerCase(), seats: Number(item.quantity), delta: Number(item.quantity) - Number(item.old_quantity), label: item.display_name + ' (' + item.period + ')' }));
  const total = items.reduce((sum, item) => sum + item.seats, 0);
  return JSON.stringify({ decision: 'approve', total, items, params: Object.fromEntries(order.params.map((p) => [p.id, p.value])) });
}`;
const order = JSON.stringify({
  id: 'PR-0000-0000-0000-001',
  items: Array.from({ length: 10 }, (_, i) => ({
    id: `PRD_000_000_000_00${i}`,
    mpn: `SKU-${i}`,
    display_name: `Item number ${i}`,
    period: 'Monthly',
    quantity: String(i + 3),
    old_quantity: '1',
  })),
  params: Array.from({ length: 10 }, (_, i) => ({ id: `param_${i}`, value: 'value of this parameter', title: 'A title', phase: 'ordering' })),
});
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const time = (count, run) => {
  const values = [];
  for (let i = 0; i < count; i++) {
    const at = performance.now();
    run();
    values.push(performance.now() - at);
  }
  return median(values);
};

const padding = `/* ${'p'.repeat(50_000)} */`;
const source = `${padding}\n${handler}`;
const isolate = new ivm.Isolate({ memoryLimit: 64 });
const context = isolate.createContextSync();
const call = context.evalSync(handler, { reference: true });
const raw = eval(handler);
for (let i = 0; i < 500; i++) (call.applySync(undefined, [order], { timeout: 250 }), raw(order));
const warmMs = time(5000, () => call.applySync(undefined, [order], { timeout: 250 }));
const rawMs = time(5000, () => raw(order));
const cached = isolate.compileScriptSync(source, { produceCachedData: true }).cachedData;
const coldMs = time(50, () => {
  const one = new ivm.Isolate({ memoryLimit: 64 });
  const inside = one.createContextSync();
  const script = one.compileScriptSync(source, { cachedData: cached });
  script.runSync(inside, { reference: true }).applySync(undefined, [order], { timeout: 250 });
  one.dispose();
});
process.stdout.write(JSON.stringify({ warmMs, rawMs, coldMs }));
