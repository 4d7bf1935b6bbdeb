/** Text that can be written in JSON and is stored by no database: NUL, and halves of character pairs. */

/** Where the first such text stands, as a dotted path; undefined where there is none. */
export function unstorableAt(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? path || 'body' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const at = unstorableAt(name, path) ?? unstorableAt(part, path ? `${path}.${name}` : name);
    if (at !== undefined) return at;
  }
  return undefined;
}

/** Every text in a value of JSON, the names of its fields aside. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The same text with a mark in place of each: for what is only to be read, such as messages and logs. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}
