import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, type NewConversation, type Person } from '../../client';
import { problemText, t } from '../i18n';
import { PeoplePicker } from './people-picker';

interface DialogProps {
  /** The reader, who is a member anyway and not offered. */
  readonly me: string;
  readonly find: (prefix: string) => Promise<readonly Person[]>;
  /** Rejects with ApiError. */
  readonly start: (conversation: NewConversation) => Promise<void>;
  readonly close: () => void;
}

/** Asks with whom: one person makes it direct, several a group, which needs a title. */
export function NewConversationDialog({ me, find, start, close }: DialogProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const [title, setTitle] = useState('');
  const [busy, setBusy] = useState(false);
  const [complaint, setComplaint] = useState<string>();

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy) {
      return;
    }
    const missing = missingText(chosen, title);
    setComplaint(missing);
    if (missing !== undefined) {
      return;
    }
    setBusy(true);
    try {
      await start(conversationOf(chosen, title));
    } catch (error) {
      setComplaint(problemText(error instanceof ApiError ? error.problem : undefined));
      setBusy(false);
    }
  };

  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="new-conversation-heading" onClose={close}>
      <form class="form" method="post" noValidate onSubmit={(event) => void submit(event)}>
        <h2 class="dialog__heading" id="new-conversation-heading">
          {t('new.heading')}
        </h2>
        <PeoplePicker me={me} find={find} chosen={chosen} choose={setChosen} />
        {chosen.length > 1 && <TitleField value={title} change={setTitle} />}
        {complaint !== undefined && (
          <p class="form__alert" role="alert">
            {complaint}
          </p>
        )}
        <div class="dialog__actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t('new.cancel')}
          </button>
          <button type="submit" class="button button--primary" aria-disabled={busy}>
            {t(busy ? 'new.starting' : 'new.start')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function TitleField({ value, change }: { readonly value: string; readonly change: (title: string) => void }): VNode {
  return (
    <div class="field">
      <label class="field__label" for="group-title">
        {t('new.title')}
      </label>
      <input
        class="field__input"
        id="group-title"
        dir="auto"
        autocomplete="off"
        required
        value={value}
        onInput={(event) => {
          change(event.currentTarget.value);
        }}
      />
    </div>
  );
}

function missingText(chosen: readonly Person[], title: string): string | undefined {
  if (chosen.length === 0) {
    return t('new.choose');
  }
  return chosen.length > 1 && title.trim() === '' ? `${t('new.title')}: ${t('field.required')}` : undefined;
}

function conversationOf(chosen: readonly Person[], title: string): NewConversation {
  const memberIds = chosen.map(({ userId }) => userId);
  return chosen.length === 1 ? { kind: 'direct', memberIds } : { kind: 'group', title: title.trim(), memberIds };
}
