import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { t } from '../i18n';
import type { Row } from '../state/timeline';

/** New messages are followed when the reader is no further from the end, in pixels. */
const FOLLOW_WITHIN = 150;
/** Older messages are fetched when the reader is no further from the start, in pixels. */
const FETCH_WITHIN = 600;

interface MessageListProps {
  readonly rows: readonly Row[];
  readonly hasOlder: boolean;
  readonly loadOlder: () => void;
  /** Called when the reader is at the end, whenever that may be news. */
  readonly seen: () => void;
  readonly render: (row: Row) => VNode;
}

/** Opens at the end, follows what arrives while the reader is there, and keeps its place when history is prepended. */
export function MessageList({ rows, hasOlder, loadOlder, seen, render }: MessageListProps): VNode {
  const list = useRef<VirtualizerHandle>(null);
  const atEnd = useRef(true);
  const shown = useRef<{ first: string | undefined; last: string | undefined }>({ first: undefined, last: undefined });
  const first = rows.at(0)?.key;
  const last = rows.at(-1);
  // Only for the one rendering that prepends does the place count from the end.
  const prepended = shown.current.first !== undefined && shown.current.first !== first;

  const toEnd = (): void => {
    list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
  };

  useLayoutEffect(() => {
    const appended = last?.key !== shown.current.last;
    shown.current = { first, last: last?.key };
    const written = last?.kind === 'local' && last.local.state === 'pending';
    if (appended && (atEnd.current || written)) {
      toEnd();
    }
    if (atEnd.current) {
      seen();
    }
  });
  useEffect(() => {
    const looked = (): void => {
      if (atEnd.current) {
        seen();
      }
    };
    document.addEventListener('visibilitychange', looked);
    return () => {
      document.removeEventListener('visibilitychange', looked);
    };
  }, [seen]);

  const scrolled = (offset: number): void => {
    const view = list.current;
    if (view !== null) {
      atEnd.current = view.scrollSize - offset - view.viewportSize <= FOLLOW_WITHIN;
      fetchOlderNear(offset);
      if (atEnd.current) {
        seen();
      }
    }
  };
  const resized = (): void => {
    if (atEnd.current) {
      toEnd();
    }
    const view = list.current;
    if (view !== null && view.scrollSize <= view.viewportSize) {
      fetchOlderNear(0);
    }
  };
  const fetchOlderNear = (offset: number): void => {
    if (hasOlder && offset <= FETCH_WITHIN) {
      loadOlder();
    }
  };

  return (
    <section class="messages" aria-label={t('messages.label')} tabIndex={0}>
      <div class="messages__spacer" />
      <Virtualizer ref={list} data={rows} shift={prepended} onScroll={scrolled} onResize={resized}>
        {(row: Row) => (
          <div key={row.key} class="messages__row">
            {render(row)}
          </div>
        )}
      </Virtualizer>
    </section>
  );
}
