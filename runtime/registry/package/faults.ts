/** What is wrong with a package, each fault with the place it is at: the author's editor line where there is one. */
import { PlatformError } from '../../base/errors.ts';

export interface Fault {
  /** A dotted path inside the manifest, or a file of the package: `permissions.egress.0.host`, `dist/extension.js`. */
  path: string;
  message: string;
  /** Line of extension.yaml, from 1. */
  line?: number;
  /** Of code that does not build: the line of the source, and a mark below the place. */
  frame?: string;
}

export function faultText(fault: Fault): string {
  const line = fault.line === undefined ? '' : ` (line ${fault.line})`;
  return `${fault.path || 'package'}: ${fault.message}${line}`;
}

export function badPackage(faults: Fault | readonly Fault[]): PlatformError {
  const list = Array.isArray(faults) ? (faults as readonly Fault[]) : [faults as Fault];
  return new PlatformError('badPackage', list.slice(0, 50).map(faultText));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as it is shown in a message. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
