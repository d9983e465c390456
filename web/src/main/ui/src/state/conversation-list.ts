import { type ReadonlySignal, signal } from '@preact/signals';
import type { Api, ConversationSummary } from '../../client';
import { Fetching } from './fetching';

export interface ConversationListState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly items: readonly ConversationSummary[];
}

type Items = ConversationListState['items'];
type Change = (items: Items) => Items;

const LOADING: ConversationListState = { status: 'loading', items: [] };

/** The reader's conversations as the server lists them, and as the feed has changed them since. */
export class ConversationList {
  private readonly signal = signal(LOADING);
  private readonly fetching = new Fetching(() => this.fetch());
  /** What changed since the call that is under way was made, whose answer may not know of it. */
  private since: Change[] | undefined;

  /** @param shown what becomes of a list before it is shown */
  constructor(
    private readonly api: Api,
    private readonly shown: Change,
  ) {}

  get state(): ReadonlySignal<ConversationListState> {
    return this.signal;
  }

  /** @param change may be applied again, to a list that has it already */
  change(change: Change): void {
    this.since?.push(change);
    this.signal.value = { ...this.signal.value, items: change(this.signal.value.items) };
  }

  forget(): void {
    this.signal.value = LOADING;
  }

  /** Fetches the list at once; the state says when that fails. */
  async load(): Promise<void> {
    await this.fetching.now().catch(() => undefined);
  }

  /** The server lists another one than this. */
  outdated(): void {
    this.fetching.changed();
  }

  private async fetch(): Promise<void> {
    const since: Change[] = [];
    this.since = since;
    try {
      const items = await this.all();
      const changed = since.reduce((list, change) => change(list), this.shown(items));
      this.signal.value = { status: 'ready', items: changed };
    } catch (error) {
      this.signal.value = { ...this.signal.value, status: 'failed' };
      throw error;
    } finally {
      this.since = undefined;
    }
  }

  /** One that becomes active meanwhile may be on no page; the message that makes it so misses it and asks again. */
  private async all(): Promise<Items> {
    let page = await this.api.conversations();
    const items = [...page.items];
    while (page.next !== null) {
      page = await this.api.conversations(page.next);
      items.push(...page.items);
    }
    return items;
  }
}
