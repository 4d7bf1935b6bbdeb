/** Spans on their way out: what asks for them, what a collector may do to them, and that none of it reaches the host. */
import { describe, expect, test } from 'vitest';
import { silentLog } from '../../runtime/base/index.ts';
import { UsageError } from '../../runtime/host/config.ts';
import { attribute, readTraceExport, SpanExporter, SPANS_MAX, type Span } from '../../runtime/host/otlp.ts';
import { startCollector } from '../support/collector.ts';
import { until } from '../support/host.ts';

const span = (spanId: string): Span => ({
  ...{ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId, name: 'x', kind: 1, startTimeUnixNano: '1', endTimeUnixNano: '2' },
  ...{ attributes: [attribute('text', 'a'), attribute('count', 7)], status: {} },
});

function exporter(url: string, everyMs = 5) {
  const counts = { exported: 0, dropped: 0 };
  const said: string[] = [];
  const log = { ...silentLog, warn: (_: object, text: string) => void said.push(text), info: (text: string) => void said.push(text) } as never;
  const spans = (count: number, result: 'exported' | 'dropped') => void (counts[result] += count);
  return {
    counts,
    said,
    to: new SpanExporter({ export: { url, headers: { authorization: 'Bearer x' }, service: 'shop', everyMs }, version: '1', log, spans }),
  };
}

describe('the environment', () => {
  test('asks for nothing, or for a collector by the standard variables', () => {
    expect(readTraceExport({})).toBeUndefined();
    expect(readTraceExport({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBeUndefined();
    expect(readTraceExport({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'true' })).toBeUndefined();
    const common = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/',
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%3Db, X-Team = it',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    };
    expect(readTraceExport(common)).toEqual({ url: 'http://c:4318/v1/traces', headers: { 'api-key': 'a=b', 'x-team': 'it' }, service: 'entrepot' });
    const own = { ...common, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://t/own', OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'a=b', OTEL_SERVICE_NAME: 'shop' };
    expect(readTraceExport(own)).toEqual({ url: 'https://t/own', headers: { a: 'b' }, service: 'shop' });
  });

  test.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'c:4317' }, /^OTEL_EXPORTER_OTLP_ENDPOINT: "c:4317" is not allowed; allowed: an http/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'ftp://me:pass@c' }, /"ftp:\/\/me:redacted@c/],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
      /^OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" is not allowed; allowed: http\/json/,
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c', OTEL_EXPORTER_OTLP_HEADERS: 'sesame' }, /^OTEL_EXPORTER_OTLP_HEADERS: (?!.*sesame).*allowed: name=value/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c', OTEL_EXPORTER_OTLP_HEADERS: 'a=%zz' }, /^OTEL_EXPORTER_OTLP_HEADERS: (?!.*zz)/],
  ])('%j is refused', (env, message) => {
    expect(() => readTraceExport(env)).toThrow(UsageError);
    expect(() => readTraceExport(env)).toThrow(message);
  });
});

describe('the exporter', () => {
  test('sends what it is given, as OTLP has it, and the rest when it stops', async () => {
    using collector = await startCollector();
    const { to, counts } = exporter(`${collector.url}/v1/traces`);
    to.add(span('a'));
    await until('the first batch', async () => collector.spans.length === 1);
    to.add(span('b'));
    await to.stop();
    expect(collector.spans).toEqual([span('a'), span('b')]);
    const [batch] = collector.batches;
    expect([batch!.url, batch!.headers['content-type'], batch!.headers.authorization]).toEqual(['/v1/traces', 'application/json', 'Bearer x']);
    expect(batch!.resource.attributes).toEqual([attribute('service.name', 'shop'), attribute('service.version', '1')]);
    expect(counts).toEqual({ exported: 2, dropped: 0 });
  });

  test('says again what the collector wants later, and lets go what it does not want', async () => {
    using collector = await startCollector((call) =>
      call === 1 ? [503] : call === 2 ? [200] : call === 3 ? [400] : [200, '{"partialSuccess":{"rejectedSpans":1}}'],
    );
    const { to, counts, said } = exporter(collector.url);
    to.add(span('a'));
    await until('its second try', async () => counts.exported === 1);
    to.add(span('b'));
    await until('its refusal', async () => counts.dropped === 1);
    to.add(span('c'));
    to.add(span('d'));
    await to.stop();
    expect(collector.spans.map((s) => s.spanId)).toEqual(['a', 'a', 'b', 'c', 'd']);
    expect(counts).toEqual({ exported: 2, dropped: 2 });
    expect(said).toEqual(['spans cannot be exported', 'spans are exported again', 'spans cannot be exported', 'spans are exported again']);
  });

  test('holds so many spans and no more while the collector is away; the loss is counted', async () => {
    using gone = await startCollector();
    gone[Symbol.dispose]();
    const { to, counts, said } = exporter(gone.url);
    for (let i = 0; i < SPANS_MAX + 3; i++) to.add(span('a'));
    expect(counts).toEqual({ exported: 0, dropped: 3 });
    await until('the warning', async () => said.length > 0);
    await to.stop();
    expect([counts, said]).toEqual([{ exported: 0, dropped: SPANS_MAX + 3 }, ['spans cannot be exported']]);
  });
});
