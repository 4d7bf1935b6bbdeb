/** The customer's form as a page: plain HTML that works without a script, nothing loaded from anywhere. */
import type { ParamInput } from '../products/index.ts';
import type { AskedParam, CustomerForm } from './form.ts';

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem}label{display:block;margin:1rem 0 .2rem;font-weight:600}input,select,textarea,button{font:inherit;width:100%;padding:.5rem;box-sizing:border-box}button{margin-top:1.5rem}.error{color:#c22}.hint{opacity:.75;margin:0}pre{white-space:pre-wrap;font:inherit}';

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style><h1>${escape(title)}</h1>${body}</html>`;
}

/** `faults`: why the last answer was refused. */
export function formPage(form: CustomerForm, code: string, faults: readonly string[] = []): string {
  const errors = faults.map((fault) => `<p class="error" role="alert">${escape(fault)}</p>`).join('');
  const text = form.text ? `<pre>${escape(form.text)}</pre>` : '';
  return page(
    form.product.name,
    `${text}${errors}<form method="post" action="form?code=${encodeURIComponent(code)}">${form.params.map(field).join('')}<button>Send</button></form><p class="hint">${escape(form.id)}</p>`,
  );
}

export const thanksPage = (form: CustomerForm): string => page(form.product.name, '<p role="status">Thank you. Your answer was sent to the vendor.</p>');

// prettier-ignore
const INPUT_TYPES: Record<string, string> = { email: 'email', url: 'url', password: 'password', phone: 'tel' };

function field(param: AskedParam): string {
  const { id, title, description, type, value, value_error, choices, required } = param;
  const name = `name="${escape(id)}" id="${escape(id)}"${required ? ' required' : ''}`;
  const options = choices.map((c) => `<option value="${escape(c.value)}"${c.value === value ? ' selected' : ''}>${escape(c.label)}</option>`).join('');
  const input = choices.length
    ? `<select ${name}><option value=""></option>${options}</select>`
    : ['address', 'object', 'checkbox', 'phone'].includes(type)
      ? `<textarea ${name} rows="4" placeholder="{}"></textarea>`
      : `<input ${name} type="${INPUT_TYPES[type] ?? 'text'}" value="${escape(value)}">`;
  return `<label for="${escape(id)}">${escape(title)}</label>${description ? `<p class="hint">${escape(description)}</p>` : ''}${value_error ? `<p class="error">${escape(value_error)}</p>` : ''}${input}`;
}

/** What the page sent; an object is typed in as JSON. */
export function answersOf(form: CustomerForm, body: string): ParamInput[] {
  const given = new URLSearchParams(body);
  return form.params.flatMap(({ id }): ParamInput[] => {
    const value = given.get(id);
    if (value === null || value === '') return [];
    return value.startsWith('{') ? [{ id, structured_value: objectOf(value) }] : [{ id, value }];
  });
}

function objectOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
