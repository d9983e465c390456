import type { VNode } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { countCodePoints, isBlank, MAX_BODY_CODE_POINTS } from '../../client';
import { t } from '../i18n';

/** From so many characters before the limit on, the rest is shown. */
const WARN_FROM = 200;

interface ComposerProps {
  readonly draft: string;
  readonly keepDraft: (text: string) => void;
  readonly send: (body: string) => void;
  /** Called at every change of the text, with whether there is any. */
  readonly typing: (on: boolean) => void;
}

/** Where a message is written. What is sent is what was typed, to the byte; only blank and over-long ones are held. */
export function Composer({ draft, keepDraft, send, typing }: ComposerProps): VNode {
  const [text, setText] = useState(draft);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const left = roomIn(text);
  const change = (value: string): void => {
    setText(value);
    keepDraft(value);
    typing(value !== '');
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    // What the field holds now: the last rendering may be a keystroke behind.
    const body = field.current?.value ?? '';
    if (isSendable(body)) {
      send(body);
      change('');
    }
  };
  return (
    <form class="composer" method="post" onSubmit={submit}>
      <label class="visually-hidden" for={`${id}-text`}>
        {t('composer.label')}
      </label>
      <textarea
        class="composer__text"
        ref={field}
        id={`${id}-text`}
        dir="auto"
        rows={2}
        value={text}
        aria-invalid={left < 0}
        aria-describedby={`${id}-hint ${id}-count`}
        placeholder={t('composer.label')}
        onInput={(event) => {
          change(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          // While an input method is composing, Enter belongs to it.
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            submit(event);
          }
        }}
      />
      <button type="submit" class="button button--primary" aria-disabled={!isSendable(text)}>
        {t('composer.send')}
      </button>
      <p class="composer__hint" id={`${id}-hint`}>
        {t('composer.hint')}
      </p>
      <p class={`composer__count${left < 0 ? ' composer__count--over' : ''}`} id={`${id}-count`} role="status">
        {left < 0 && t('composer.over', { count: -left })}
        {left >= 0 && left <= WARN_FROM && t('composer.left', { count: left })}
      </p>
    </form>
  );
}

function roomIn(text: string): number {
  return MAX_BODY_CODE_POINTS - countCodePoints(text);
}

/** Whether the server would take the text as a message. */
export function isSendable(text: string): boolean {
  return roomIn(text) >= 0 && !isBlank(text);
}
