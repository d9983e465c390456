import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, type FieldError } from '../../client';
import { problemText, t, type TextKey } from '../i18n';

export interface FieldSpec {
  readonly name: string;
  readonly label: TextKey;
  readonly hint?: TextKey;
  readonly type: 'text' | 'password';
  readonly autocomplete: string;
  /** A hint that spares a round trip; the server decides. */
  readonly check?: (value: string) => TextKey | undefined;
}

export type Values = Readonly<Record<string, string>>;

interface AccountFormProps {
  readonly fields: readonly FieldSpec[];
  readonly submitLabel: TextKey;
  readonly busyLabel: TextKey;
  /** Rejects with ApiError; afterwards the page is left. */
  readonly submit: (values: Values) => Promise<void>;
  /** A text that fits better than the usual one for the problem, if any. */
  readonly explain?: (error: ApiError) => TextKey | undefined;
}

interface Failure {
  readonly fields: ReadonlyMap<string, string>;
  readonly form: string | undefined;
}

const NO_FAILURE: Failure = { fields: new Map(), form: undefined };

/** A form of labelled fields whose errors stand at the field they belong to. */
export function AccountForm(props: AccountFormProps): VNode {
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState(NO_FAILURE);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus();
  }, [failure]);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const values = valuesOf(event.currentTarget, props.fields);
    const missing = check(props.fields, values);
    setFailure({ fields: missing, form: undefined });
    if (busy || missing.size > 0) {
      return;
    }
    setBusy(true);
    try {
      await props.submit(values);
    } catch (error) {
      setFailure(failureOf(error, props));
      setBusy(false);
    }
  };

  return (
    <form class="form" method="post" noValidate ref={form} onSubmit={(event) => void submit(event)}>
      {failure.form !== undefined && (
        <p class="form__alert" role="alert" tabIndex={-1}>
          {failure.form}
        </p>
      )}
      {props.fields.map((field) => (
        <Field key={field.name} spec={field} error={failure.fields.get(field.name)} />
      ))}
      <button type="submit" class="button button--primary" aria-disabled={busy}>
        {t(busy ? props.busyLabel : props.submitLabel)}
      </button>
    </form>
  );
}

function Field({ spec, error }: { readonly spec: FieldSpec; readonly error: string | undefined }): VNode {
  const hintId = `${spec.name}-hint`;
  const errorId = `${spec.name}-error`;
  const described = [error !== undefined && errorId, spec.hint !== undefined && hintId].filter(Boolean).join(' ');
  const attributes = {
    class: 'field__input',
    id: spec.name,
    name: spec.name,
    autocomplete: spec.autocomplete,
    autocapitalize: 'none',
    spellcheck: false,
    dir: 'auto',
    required: true,
    'aria-invalid': error !== undefined,
    'aria-describedby': described === '' ? undefined : described,
  } as const;
  return (
    <div class="field">
      <label class="field__label" for={spec.name}>
        {t(spec.label)}
      </label>
      {spec.type === 'password' ? <input {...attributes} type="password" /> : <input {...attributes} type="text" />}
      {spec.hint !== undefined && (
        <p class="field__hint" id={hintId}>
          {t(spec.hint)}
        </p>
      )}
      {error !== undefined && (
        <p class="field__error" id={errorId}>
          {error}
        </p>
      )}
    </div>
  );
}

function valuesOf(form: EventTarget | null, fields: readonly FieldSpec[]): Values {
  const data = form instanceof HTMLFormElement ? new FormData(form) : new FormData();
  return Object.fromEntries(
    fields.map(({ name }) => {
      const value = data.get(name);
      return [name, typeof value === 'string' ? value : ''];
    }),
  );
}

function check(fields: readonly FieldSpec[], values: Values): ReadonlyMap<string, string> {
  const errors = new Map<string, string>();
  for (const { name, check: rule } of fields) {
    const value = values[name] ?? '';
    const complaint = value.trim() === '' ? 'field.required' : rule?.(value);
    if (complaint !== undefined) {
      errors.set(name, t(complaint));
    }
  }
  return errors;
}

function failureOf(error: unknown, { fields, explain }: AccountFormProps): Failure {
  if (!(error instanceof ApiError)) {
    return { fields: new Map(), form: t('problem.internal') };
  }
  const shown = new Set(fields.map(({ name }) => name));
  const atField = error.problem.errors.filter(({ field }) => shown.has(field));
  const byField = new Map(atField.map((item) => [item.field, fieldText(item)]));
  const better = explain?.(error);
  const form = better === undefined ? problemText(error.problem) : t(better);
  return { fields: byField, form: byField.size > 0 ? undefined : form };
}

function fieldText({ detail }: FieldError): string {
  return detail === '' ? t('field.invalid') : detail;
}
