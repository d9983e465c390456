import type { Problem } from '../../client';
import { en } from './en';

type Forms = { readonly one: string; readonly other: string };
export type TextKey = keyof typeof en;
type Parameters = Readonly<Record<string, string | number>>;

const texts: Readonly<Record<string, string | Forms>> = en;
const locale = document.documentElement.lang || 'en';
const plurals = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);
// Clock and calendar as the reader's browser has them; only the words follow the page's language.
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The text for a key, with its parameters filled in. */
export function t(key: TextKey, parameters: Parameters = {}): string {
  return fill(texts[key] ?? key, parameters);
}

/** What to tell a person about a refused call. */
export function problemText(problem: Problem | undefined): string {
  if (problem === undefined) {
    return t('problem.internal');
  }
  const known = texts[`problem.${problem.code}`];
  return known === undefined ? (problem.detail ?? (problem.title || t('problem.internal'))) : fill(known, {});
}

/** A time for reading: the clock for today, the date too for other days. */
export function shortTime(rfc3339: string): string {
  const time = new Date(rfc3339);
  if (Number.isNaN(time.getTime())) {
    return '';
  }
  return time.toDateString() === new Date().toDateString() ? clock.format(time) : calendar.format(time);
}

function fill(text: string | Forms, parameters: Parameters): string {
  const form = typeof text === 'string' ? text : pluralForm(text, parameters['count']);
  return form.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = parameters[name];
    return typeof value === 'number' ? numbers.format(value) : (value ?? placeholder);
  });
}

function pluralForm(forms: Forms, count: string | number | undefined): string {
  return plurals.select(Number(count)) === 'one' ? forms.one : forms.other;
}
