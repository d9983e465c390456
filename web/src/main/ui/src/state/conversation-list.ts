import { type ReadonlySignal, signal } from '@preact/signals';
import type { Api, ConversationSummary } from '../../client';

export interface ConversationListState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly items: readonly ConversationSummary[];
}

type Items = ConversationListState['items'];

const LOADING: ConversationListState = { status: 'loading', items: [] };

/** The reader's conversations as the server lists them, and as the feed has changed them since. */
export class ConversationList {
  private readonly signal = signal(LOADING);
  private fetching: Promise<void> | undefined;
  private stale = false;

  /** @param shown what becomes of a list before it is shown */
  constructor(
    private readonly api: Api,
    private readonly shown: (items: Items) => Items,
  ) {}

  get state(): ReadonlySignal<ConversationListState> {
    return this.signal;
  }

  change(update: (items: Items) => Items): void {
    this.signal.value = { ...this.signal.value, items: update(this.signal.value.items) };
  }

  forget(): void {
    this.signal.value = LOADING;
  }

  /** Fetches the list; calls during a fetch lead to one more after it. */
  async load(): Promise<void> {
    this.stale = true;
    this.fetching ??= this.fetch();
    await this.fetching;
  }

  private async fetch(): Promise<void> {
    try {
      while (this.stale) {
        this.stale = false;
        const { items } = await this.api.conversations();
        this.signal.value = { status: 'ready', items: this.shown(items) };
      }
    } catch {
      this.signal.value = { ...this.signal.value, status: 'failed' };
    } finally {
      this.fetching = undefined;
    }
  }
}
