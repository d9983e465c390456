import { type ReadonlySignal, signal } from '@preact/signals';

const PARAMETER = 'c';

/** Goes to a conversation, or with undefined to none. */
export type Navigate = (conversationId: string | undefined) => void;

export function hrefOf(conversationId: string | undefined): string {
  return conversationId === undefined ? '/' : `/?${new URLSearchParams({ [PARAMETER]: conversationId }).toString()}`;
}

/** The conversation in the page's address, so that a reload and the back button keep it. */
export function conversationInAddress(): { readonly current: ReadonlySignal<string | undefined>; navigate: Navigate } {
  const read = (): string | undefined => new URLSearchParams(location.search).get(PARAMETER) ?? undefined;
  const current = signal(read());
  addEventListener('popstate', () => {
    current.value = read();
  });
  return {
    current,
    navigate: (conversationId) => {
      if (conversationId !== current.value) {
        history.pushState(null, '', hrefOf(conversationId));
        current.value = conversationId;
      }
    },
  };
}
