import type { VNode } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ApiError, type Message, type Problem } from '../../client';
import { problemText, t } from '../i18n';
import { isSendable } from './composer';

/** Both reject with ApiError. */
export interface RevisionActions {
  readonly edit: (message: Message, body: string) => Promise<void>;
  readonly remove: (message: Message) => Promise<void>;
}

interface ToolsProps extends RevisionActions {
  readonly message: Message;
  readonly body: string;
}

type Doing = 'nothing' | 'editing' | 'deleting';

/** What the author of a message can do with it. Escape ends it, and the focus goes back to where it began. */
export function MessageTools({ message, body, edit, remove }: ToolsProps): VNode {
  const [doing, setDoing] = useState<Doing>('nothing');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly problem: Problem | undefined } | undefined>(undefined);
  const before = useRef<Doing>('nothing');
  const tools = useRef<HTMLDivElement>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const deleteButton = useRef<HTMLButtonElement>(null);

  // Before anything else can happen: an update that takes the tools away would not find the focus in them.
  useLayoutEffect(() => {
    if (doing === 'nothing' && before.current !== 'nothing') {
      (before.current === 'editing' ? editButton : deleteButton).current?.focus();
    }
    before.current = doing;
  }, [doing]);

  // With a deleted message its buttons go; then the focus stays among the messages.
  useLayoutEffect(() => {
    const own = tools.current;
    const messages = own?.closest<HTMLElement>('.messages');
    return () => {
      if (own?.contains(document.activeElement) === true) {
        messages?.focus({ preventScroll: true });
      }
    };
  }, []);

  const turnTo = (what: Doing): void => {
    setFailure(undefined);
    setDoing(what);
  };
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      turnTo('nothing');
    } catch (error) {
      setFailure({ problem: error instanceof ApiError ? error.problem : undefined });
    } finally {
      setBusy(false);
    }
  };
  const stop = (): void => {
    turnTo('nothing');
  };

  return (
    <div
      class="message__tools"
      ref={tools}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing) {
          stop();
        }
      }}
    >
      {doing === 'nothing' && (
        <>
          <ToolButton
            buttonRef={editButton}
            text={t('message.edit')}
            act={() => {
              turnTo('editing');
            }}
          />
          <ToolButton
            buttonRef={deleteButton}
            text={t('message.delete')}
            act={() => {
              turnTo('deleting');
            }}
          />
        </>
      )}
      {doing === 'editing' && (
        <EditForm
          text={body}
          busy={busy}
          save={(changed) => void run(() => edit(message, changed))}
          cancel={stop}
        />
      )}
      {doing === 'deleting' && (
        <DeleteQuestion busy={busy} confirm={() => void run(() => remove(message))} cancel={stop} />
      )}
      <p class="message__problem" role="alert">
        {failure !== undefined && t('message.notRevised', { reason: problemText(failure.problem) })}
      </p>
    </div>
  );
}

interface ToolButtonProps {
  readonly buttonRef: { current: HTMLButtonElement | null };
  readonly text: string;
  readonly act: () => void;
}

function ToolButton({ buttonRef, text, act }: ToolButtonProps): VNode {
  return (
    <button type="button" class="button button--small" ref={buttonRef} onClick={act}>
      {text}
    </button>
  );
}

interface EditFormProps {
  readonly text: string;
  readonly busy: boolean;
  readonly save: (body: string) => void;
  readonly cancel: () => void;
}

function EditForm({ text, busy, save, cancel }: EditFormProps): VNode {
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
  }, []);
  const submit = (event: Event): void => {
    event.preventDefault();
    const body = field.current?.value ?? '';
    if (!busy && isSendable(body)) {
      save(body);
    }
  };
  return (
    <form class="message__edit" method="post" onSubmit={submit}>
      <label class="visually-hidden" for={id}>
        {t('message.editLabel')}
      </label>
      <textarea
        class="composer__text"
        ref={field}
        id={id}
        dir="auto"
        rows={3}
        defaultValue={text}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
            submit(event);
          }
        }}
      />
      <button type="submit" class="button button--small button--primary" aria-disabled={busy}>
        {t('message.editSave')}
      </button>
      <button type="button" class="button button--small" onClick={cancel}>
        {t('message.editCancel')}
      </button>
    </form>
  );
}

interface DeleteQuestionProps {
  readonly busy: boolean;
  readonly confirm: () => void;
  readonly cancel: () => void;
}

/** The harmless answer has the focus. */
function DeleteQuestion({ busy, confirm, cancel }: DeleteQuestionProps): VNode {
  const keep = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    keep.current?.focus();
  }, []);
  return (
    <div class="message__question" role="group" aria-labelledby={id}>
      <span id={id}>{t('message.deleteQuestion')}</span>
      <button
        type="button"
        class="button button--small"
        aria-disabled={busy}
        onClick={() => {
          if (!busy) {
            confirm();
          }
        }}
      >
        {t('message.delete')}
      </button>
      <ToolButton buttonRef={keep} text={t('message.deleteKeep')} act={cancel} />
    </div>
  );
}
