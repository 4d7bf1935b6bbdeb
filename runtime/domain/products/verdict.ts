/**
 * What checks say of ordering values: the platform's own, and those of the vendor's extensions that were asked. A verdict
 * is a `value_error` on each value that is wrong, as published; a draft with one does not leave.
 */
import type { Word } from '../kit/index.ts';
import type { StoredParam } from '../../store/index.ts';
import type { Definition } from './queries.ts';
import { missingValues, type ValueOwner } from './values.ts';
import { lookUp } from '../../base/index.ts';

type Scope = ValueOwner['scope'];

/** The platform's own check: every required ordering value that is missing is flagged. */
export function flagMissing(definition: Definition, scope: Scope, stored: readonly StoredParam[]): StoredParam[] {
  const params = new Map(stored.map((p) => [p.id, p]));
  for (const name of missingValues(definition, scope, stored, 'ordering'))
    params.set(name, { id: name, value: '', value_error: 'This parameter is required.' });
  return [...params.values()];
}

/**
 * The words of the extensions, laid over the values. An earlier verdict ends with a new one. `deny` flags every ordering
 * value, as does an answer about parameters that the product does not have: what nobody can set right must not pass.
 */
export function judgedValues(definition: Definition, scope: Scope, stored: readonly StoredParam[], words: readonly Word[]): StoredParam[] {
  const errors = words.map((word) => errorsOf(word, namesOf(definition, scope)));
  if (words.every((word) => 'policy' in word && word.policy === 'default')) return [...stored];
  const params = new Map(stored.map((p) => [p.id, p]));
  for (const name of namesOf(definition, scope)) {
    const said = errors.flatMap((e) => lookUp(e, name) ?? []);
    const { value_error: _, structured_error: __, ...kept } = params.get(name) ?? { id: name, value: '' };
    if (said.length) params.set(name, { ...kept, value_error: said.join(' ') });
    else if (params.has(name)) params.set(name, kept);
  }
  return flagMissing(definition, scope, [...params.values()]);
}

function errorsOf(word: Word, names: readonly string[]): Record<string, string> {
  const all = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
  if ('policy' in word) return word.policy === 'deny' ? all(`The vendor's check gave no answer (${word.reason}); validate again.`) : {};
  if (word.answer.decision !== 'reject') return {};
  const unknown = Object.keys(word.answer.errors).filter((name) => !names.includes(name));
  if (unknown.length) return { ...all(`The vendor's check refers to what is no ordering parameter: ${unknown.join(', ')}.`), ...word.answer.errors };
  return word.answer.errors;
}

function namesOf(definition: Definition, scope: Scope): string[] {
  return definition.parameters.filter((p) => p.scope === scope && p.phase === 'ordering').map((p) => p.name);
}
