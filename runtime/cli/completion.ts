/** Scripts that complete commands and flags in a shell, made of the command tree itself. */
import type { Command } from 'commander';
import { ROLES } from './roles.ts';

/** What may follow some words: further words and flags, each with what it is. */
interface Place {
  /** The commands before, each behind a blank. */
  at: string;
  words: Word[];
}

interface Word {
  text: string;
  about: string;
}

export const SHELLS: Record<string, (program: Command) => string> = { bash, zsh, fish };

function placesOf(program: Command): Place[] {
  const walk = (command: Command, at: string): Place[] => {
    const words = [
      ...command.commands.map((one) => ({ text: one.name(), about: one.description() })),
      ...command.options.flatMap(({ long, description }) => (long ? [{ text: long, about: description }] : [])),
      { text: '--help', about: 'display help for command' },
    ];
    return [{ at, words }, ...command.commands.flatMap((one) => walk(one, `${at} ${one.name()}`))];
  };
  const places = walk(program, '');
  const top = program.commands.map((one) => ({ text: one.name(), about: one.description() }));
  places.find(({ at }) => at === ' help')!.words = [...Object.entries(ROLES).map(([text, { about }]) => ({ text, about })), ...top];
  places.find(({ at }) => at === ' completion')!.words = Object.keys(SHELLS).map((text) => ({ text, about: `for ${text}` }));
  return places;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Words of commands so far; anything else between them is a flag or a value. */
const steps = (places: readonly Place[], separator: string): string =>
  places
    .filter(({ at }) => at)
    .map(({ at }) => quoted(at))
    .join(separator);

function bash(program: Command): string {
  const places = placesOf(program);
  return `_entrepot() {
  local at= i found=
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${steps(places, '|')}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at" in
${places.map(({ at, words }) => `    ${quoted(at)}) found=${quoted(words.map(({ text }) => text).join(' '))} ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$found" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _entrepot entrepot
`;
}

function zsh(program: Command): string {
  const places = placesOf(program);
  const described = ({ text, about }: Word) => quoted(`${text}:${about.replaceAll(':', '\\:')}`);
  return `#compdef entrepot
_entrepot() {
  local at= word
  local -a found
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$at $word" in
      (${steps(places, '|')}) at="$at $word" ;;
    esac
  done
  case "$at" in
${places.map(({ at, words }) => `    (${quoted(at)}) found=(${words.map(described).join(' ')}) ;;`).join('\n')}
  esac
  _describe entrepot found || _files
}
compdef _entrepot entrepot
`;
}

function fish(program: Command): string {
  const lines = placesOf(program).flatMap(({ at, words }) => {
    const before = at.trim().split(' ').filter(Boolean);
    const inner = words.filter(({ text }) => !text.startsWith('--')).map(({ text }) => text);
    const seen = before.map((word) => `__fish_seen_subcommand_from ${word}`);
    const where = before.length ? seen.join('; and ') : '__fish_use_subcommand';
    const not = before.length && inner.length ? `; and not __fish_seen_subcommand_from ${inner.join(' ')}` : '';
    return words.map(({ text, about }) =>
      text.startsWith('--')
        ? `complete -c entrepot -n ${quoted(where)} -l ${text.slice(2)} -d ${quoted(about)}`
        : `complete -c entrepot -f -n ${quoted(where + not)} -a ${text} -d ${quoted(about)}`,
    );
  });
  return `${lines.join('\n')}\n`;
}
