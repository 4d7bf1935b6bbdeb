/** A collector of spans: OTLP over HTTP, in JSON, kept in memory. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Span } from '../../runtime/host/otlp.ts';

interface Batch {
  url: string;
  headers: IncomingHttpHeaders;
  resource: { attributes: Span['attributes'] };
  spans: Span[];
}

/** `answer`: status and body of each answer, by the number of the call. */
export async function startCollector(answer: (call: number) => [status: number, body?: string] = () => [200]) {
  const batches: Batch[] = [];
  let calls = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as {
      resourceSpans: { resource: Batch['resource']; scopeSpans: { spans: Span[] }[] }[];
    };
    const [status, body = '{}'] = answer(++calls);
    const { resource, scopeSpans } = resourceSpans[0]!;
    batches.push({ url: request.url!, headers: request.headers, resource, spans: scopeSpans.flatMap((s) => s.spans) });
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    batches,
    get spans() {
      return batches.flatMap((b) => b.spans);
    },
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
