/**
 * Spans leave for a collector by OTLP/HTTP in its JSON form, in batches, from a queue with an end: a collector that is slow or away
 * costs spans, which are counted, and nothing else.
 */
import { request } from 'undici';
import { asError, Loop, type Log } from '../base/index.ts';
import { redactUrl, UsageError, type Environment } from './config.ts';

/** Spans that wait; above, new ones are dropped. */
export const SPANS_MAX = 2_048;
const BATCH = 512;
const EVERY_MS = 5_000;
const CALL_MS = 10_000;
/** What a closing host waits for its last spans. */
const LAST_MS = 1_000;
/** The collector wants them later; any other refusal is for good. */
const LATER = [429, 502, 503, 504];

export interface TraceExport {
  url: string;
  headers: Record<string, string>;
  service: string;
  /** Milliseconds between batches. */
  everyMs?: number;
}

/** A span as OTLP has it; times are nanoseconds since 1970. */
export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  traceState?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  status: { code?: number };
}
export interface Attribute {
  key: string;
  value: { stringValue: string } | { intValue: string };
}

/** The standard variables of OpenTelemetry, those for traces before the common ones; undefined where nothing asks for tracing. */
export function readTraceExport(env: Environment): TraceExport | undefined {
  if (env['OTEL_SDK_DISABLED'] === 'true') return undefined;
  const find = (name: string) => [`OTEL_EXPORTER_OTLP_TRACES_${name}`, `OTEL_EXPORTER_OTLP_${name}`].find((key) => env[key]);
  const from = find('ENDPOINT');
  if (from === undefined) return undefined;
  const given = env[from]!;
  if (!/^https?:\/\/[^/]/.test(given) || !URL.canParse(given))
    throw new UsageError(`${from}: ${JSON.stringify(URL.canParse(given) ? redactUrl(given) : given)} is not allowed; allowed: an http:// or https:// URL.`);
  const protocol = find('PROTOCOL');
  if (protocol !== undefined && env[protocol] !== 'http/json')
    throw new UsageError(`${protocol}: ${JSON.stringify(env[protocol])} is not allowed; allowed: http/json.`);
  const headers = find('HEADERS');
  return {
    url: from.includes('TRACES') ? given : `${given.replace(/\/+$/, '')}/v1/traces`,
    headers: headers === undefined ? {} : readHeaders(headers, env[headers]!),
    service: env['OTEL_SERVICE_NAME'] || 'entrepot',
  };
}

/** `name=value,name=value`, percent-encoded. They are credentials: an error names no value. */
function readHeaders(from: string, text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*([\x20-\x7e]*?)\s*$/.exec(pair) ?? [];
      if (name === undefined || /%(?![0-9a-f]{2})/i.test(value!))
        throw new UsageError(`${from}: a value (not shown, it may hold a credential) is not allowed; allowed: name=value, separated by commas.`);
      return [name.toLowerCase(), decodeURIComponent(value!)];
    }),
  );
}

export interface ExporterOptions {
  export: TraceExport;
  version: string;
  log: Log;
  /** Told how many spans left, and how many were lost. */
  spans(count: number, result: 'exported' | 'dropped'): void;
}

export class SpanExporter {
  readonly #options: ExporterOptions;
  readonly #loop: Loop;
  readonly #queue: Span[] = [];
  #failing = false;

  constructor(options: ExporterOptions) {
    this.#options = options;
    this.#loop = new Loop('spans', () => this.#send(CALL_MS), options.export.everyMs ?? EVERY_MS, options.log).start();
  }

  add(span: Span): void {
    if (this.#queue.length >= SPANS_MAX) return this.#options.spans(1, 'dropped');
    this.#queue.push(span);
    if (this.#queue.length === BATCH && !this.#failing) this.#loop.wake();
  }

  /** What one call carries still leaves; what does not is counted as lost. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.#send(LAST_MS);
    if (this.#queue.length) this.#options.spans(this.#queue.length, 'dropped');
  }

  /** Answers whether there is more to send at once. */
  async #send(withinMs: number): Promise<boolean> {
    const batch = this.#queue.slice(0, BATCH);
    if (!batch.length) return false;
    const { lost, reason, later } = await this.#post(batch, withinMs);
    if (reason !== undefined && !this.#failing) this.#options.log.warn({ reason }, 'spans cannot be exported');
    if (reason === undefined && this.#failing) this.#options.log.info('spans are exported again');
    this.#failing = reason !== undefined;
    if (later) return false;
    this.#queue.splice(0, batch.length);
    if (lost) this.#options.spans(lost, 'dropped');
    if (batch.length > lost) this.#options.spans(batch.length - lost, 'exported');
    return !this.#failing && this.#queue.length >= BATCH;
  }

  /** How many of them are lost and why, and whether they shall be said again. */
  async #post(spans: Span[], withinMs: number): Promise<{ lost: number; reason?: string; later?: boolean }> {
    const { export: to, version } = this.#options;
    const resource = { attributes: [attribute('service.name', to.service), attribute('service.version', version)] };
    const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'entrepot', version }, spans }] }] });
    try {
      const headers = { ...to.headers, 'content-type': 'application/json' };
      const answer = await request(to.url, { method: 'POST', headers, body, signal: AbortSignal.timeout(withinMs) });
      const text = await answer.body.text();
      if (answer.statusCode >= 200 && answer.statusCode < 300) return { lost: Math.min(spans.length, rejected(text)) };
      return { lost: spans.length, reason: `the collector answered ${answer.statusCode}`, later: LATER.includes(answer.statusCode) };
    } catch (error) {
      const { name, code } = asError(error) as Error & { code?: string };
      return { lost: spans.length, reason: `the collector could not be reached (${code ?? name})`, later: true };
    }
  }
}

/** A collector may take a part. */
function rejected(text: string): number {
  try {
    return Number((JSON.parse(text) as { partialSuccess?: { rejectedSpans?: unknown } }).partialSuccess?.rejectedSpans ?? 0) || 0;
  } catch {
    return 0;
  }
}

export function attribute(key: string, value: string | number): Attribute {
  return { key, value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value } };
}
