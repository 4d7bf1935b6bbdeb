/** Points the lines of a stack at the author's source. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

const maps = new Map<string, TraceMap>();
const MAPS_MAX = 50;

export function mapStack(stack: string, sourceMap: string): string {
  if (!sourceMap) return stack;
  const map = maps.get(sourceMap) ?? new TraceMap(sourceMap);
  if (maps.size >= MAPS_MAX) maps.clear();
  maps.set(sourceMap, map);
  return stack
    .split('\n')
    .filter((line) => !line.includes('entrepot-guest.js'))
    .map((line) =>
      line.replace(/extension\.js:(\d+):(\d+)/, (whole, row: string, column: string) => {
        const at = originalPositionFor(map, { line: Number(row), column: Number(column) - 1 });
        return at.source === null ? whole : `${at.source}:${at.line}:${at.column + 1}`;
      }),
    )
    .join('\n');
}
