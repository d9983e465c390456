import { batch, type ReadonlySignal, signal } from '@preact/signals';
import {
  type Api,
  Client,
  type ClientListener,
  type ConnectionStatus,
  type ConversationSummary,
  type Environment,
  isUnauthenticated,
  type Me,
  type Message,
  messageOf,
  type NewConversation,
  type OpenSocket,
  type OutboxStore,
  type UpdateFrame,
} from '../../client';
import { Company } from './company';
import { ConversationList, type ConversationListState } from './conversation-list';
import { withLastMessage, withRead, withReadUpTo, withRevisedMessage } from './conversations';
import { localOf, unsentOf } from './local-messages';
import { type Receipts, receiptsOf } from './receipts';
import { Rooms } from './rooms';
import { EMPTY_TIMELINE, lastSeq, type LocalMessage } from './timeline';

export interface ChatOptions {
  readonly api: Api;
  readonly openSocket: OpenSocket;
  /** Where an account's unsent messages outlive the page. */
  readonly storeOf?: (userId: string) => OutboxStore;
  readonly environment?: Environment;
  /** Called when the session is gone. */
  readonly signedOut: () => void;
  /** Whether the page is in front of its reader. */
  readonly visible: () => boolean;
}

/** A message of somebody else, just arrived, for the announcer. */
export interface Arrival {
  readonly message: Message;
  readonly sender: string | undefined;
  readonly conversation: string | null;
}

const WITHOUT_FEED: ReadonlySet<string> = new Set(['backing-off', 'offline', 'fallback']);

/** Everything the chat page shows and does; components read its signals and call its methods. */
export class Chat {
  readonly rooms: Rooms;
  readonly company = new Company();
  private readonly meSignal = signal<Me | undefined>(undefined);
  private readonly startFailedSignal = signal(false);
  private readonly statusSignal = signal<ConnectionStatus>({
    state: 'idle',
    via: undefined,
    lastHeardAt: undefined,
  });
  private readonly selectedSignal = signal<string | undefined>(undefined);
  private readonly arrivalSignal = signal<Arrival | undefined>(undefined);
  private readonly conversations: ConversationList;
  private readonly client: Client;
  private store: OutboxStore | undefined;
  /** Whether what is shown was asked for: when the feed had started, or was seen not to start for now. */
  private fetched = false;

  constructor(private readonly options: ChatOptions) {
    this.rooms = new Rooms(options.api, () => this.me.value?.userId ?? '');
    const { api, openSocket, environment } = options;
    this.conversations = new ConversationList(api, (items) => withRead(items, this.selected.value));
    const listener = this.listener();
    this.client = new Client({ api, openSocket, listener, ...(environment && { environment }) });
  }

  get me(): ReadonlySignal<Me | undefined> {
    return this.meSignal;
  }

  /** True when not even the reader's own account could be fetched. */
  get startFailed(): ReadonlySignal<boolean> {
    return this.startFailedSignal;
  }

  get status(): ReadonlySignal<ConnectionStatus> {
    return this.statusSignal;
  }

  get list(): ReadonlySignal<ConversationListState> {
    return this.conversations.state;
  }

  get selected(): ReadonlySignal<string | undefined> {
    return this.selectedSignal;
  }

  get arrival(): ReadonlySignal<Arrival | undefined> {
    return this.arrivalSignal;
  }

  async start(): Promise<void> {
    this.startFailedSignal.value = false;
    try {
      const me = await this.options.api.me();
      this.meSignal.value = me;
      this.store ??= this.options.storeOf?.(me.userId);
      this.client.start({ userId: me.userId, ...(this.store && { store: this.store }) });
    } catch (error) {
      if (isUnauthenticated(error)) {
        this.options.signedOut();
      } else {
        this.startFailedSignal.value = true;
      }
    }
  }

  select(conversationId: string | undefined): void {
    batch(() => {
      this.selectedSignal.value = conversationId;
      this.conversations.change((items) => withRead(items, conversationId));
      if (conversationId !== undefined) {
        this.openRoom(conversationId);
      }
    });
  }

  /** Before the feed has started, a page could be out of date the moment it comes; then the feed's start fetches it. */
  private openRoom(conversationId: string): void {
    if (this.fetched) {
      this.rooms.open(conversationId);
    }
  }

  send(conversationId: string, body: string): void {
    this.rooms.add(localOf(this.client.send({ conversationId, body })));
  }

  /** Sends a message again that failed, or tries to connect at once for one that waits. */
  retry(local: LocalMessage): void {
    if (local.state === 'failed') {
      const { problem } = this.client.retry(unsentOf(local));
      this.rooms.retry(local);
      this.rooms.fail(local.clientMessageId, problem);
    }
    this.client.retryNow();
  }

  cancel(local: LocalMessage): void {
    this.client.cancel(local.clientMessageId);
    this.rooms.remove(local);
  }

  /** Gives one of the reader's own messages another text; rejects with ApiError. */
  async edit(message: Message, body: string): Promise<void> {
    this.messageRevised(await this.options.api.editMessage(message, body));
  }

  /** Deletes a message; the feed brings the tombstone. Rejects with ApiError. */
  async delete(message: Message): Promise<void> {
    await this.options.api.deleteMessage(message);
  }

  /** Starts a conversation and answers its id; rejects with ApiError. */
  async startConversation(conversation: NewConversation): Promise<string> {
    const { conversationId } = await this.options.api.startConversation(conversation);
    void this.loadList();
    return conversationId;
  }

  async logout(): Promise<void> {
    this.client.stop();
    try {
      await this.options.api.logout();
    } catch (error) {
      if (!isUnauthenticated(error)) {
        this.client.start();
        throw error;
      }
    }
    await this.client.forget();
    this.options.signedOut();
  }

  /** The reader is at the end of a conversation. */
  seen(conversationId: string): void {
    if (this.options.visible()) {
      this.client.read(conversationId, lastSeq(this.rooms.get(conversationId)?.timeline ?? EMPTY_TIMELINE));
    }
  }

  /** To be called at every key in a composer. */
  typing(conversationId: string, on: boolean): void {
    this.client.typing(conversationId, on);
  }

  /** Somebody touches the page, or nobody sees it any more. */
  activity(state: 'active' | 'away'): void {
    this.client.activity(state);
  }

  /** Ends a wait for the connection, because the reader asks for it. */
  connectNow(): void {
    this.client.retryNow();
  }

  /** Fetches the list at once, because the reader asks for it or everything may have changed. */
  async loadList(): Promise<void> {
    await this.conversations.load();
  }

  private fetchEverything(): void {
    this.fetched = true;
    void this.loadList();
    this.rooms.reloadAll();
    const selected = this.selected.value;
    if (selected !== undefined) {
      this.rooms.open(selected);
    }
  }

  private listener(): ClientListener {
    return {
      status: (status) => {
        this.statusChanged(status);
      },
      up: (resumed) => {
        this.company.forget();
        if (!resumed) {
          this.fetchEverything();
        }
      },
      update: (update) => {
        batch(() => {
          this.updated(update);
        });
      },
      sent: (ack) => {
        this.rooms.acknowledge(ack);
      },
      failed: (clientMessageId, problem) => {
        this.rooms.fail(clientMessageId, problem);
      },
      restored: (messages) => {
        for (const message of messages) {
          this.openRoom(message.conversationId);
          this.rooms.add(localOf(message));
        }
      },
      resync: () => {
        this.fetched = false;
        this.rooms.reset();
        this.conversations.forget();
      },
      typing: (typing) => {
        this.company.typed(typing);
      },
      presence: (presence) => {
        this.company.presence(presence);
      },
    };
  }

  private statusChanged(status: ConnectionStatus): void {
    this.statusSignal.value = status;
    if (status.state === 'logged-out') {
      this.options.signedOut();
    } else if (WITHOUT_FEED.has(status.state) && !this.fetched) {
      // No live feed for now: then at least what HTTP can tell.
      this.fetchEverything();
    }
  }

  private updated({ kind, data }: UpdateFrame): void {
    if (kind === 'message.sent') {
      const message = messageOf(data);
      if (message !== undefined) {
        this.messageArrived(message);
      }
    } else if (kind === 'message.edited' || kind === 'message.deleted') {
      const message = messageOf(data);
      if (message !== undefined) {
        this.messageRevised(message);
      }
    } else if (kind.startsWith('receipt.')) {
      this.receiptsArrived(receiptsOf(kind, data));
    } else if (kind.startsWith('conversation.') || kind.startsWith('member.')) {
      this.conversations.outdated();
      this.reloadMembers(data);
    }
  }

  private receiptsArrived(receipts: Receipts | undefined): void {
    if (receipts === undefined) {
      return;
    }
    this.rooms.raise(receipts);
    const mine = receipts.seqs.get(this.me.value?.userId ?? '');
    if (receipts.kind === 'read' && mine !== undefined) {
      this.conversations.change((items) => withReadUpTo(items, receipts.conversationId, mine));
    }
  }

  private reloadMembers(data: unknown): void {
    const id = typeof data === 'object' && data !== null && 'conversationId' in data ? data.conversationId : undefined;
    if (typeof id === 'string' && this.rooms.get(id) !== undefined) {
      this.rooms.membersChanged(id);
    }
  }

  private messageArrived(message: Message): void {
    const { conversationId, senderId } = message;
    this.rooms.receive(message);
    this.company.typed({ type: 'typing', conversationId, userId: senderId, on: false });
    const mine = senderId === this.me.value?.userId;
    const reading = conversationId === this.selected.value && this.options.visible();
    this.conversations.change((items) => this.withArrived(items, message, !mine && !reading));
    if (!mine) {
      const { items } = this.list.value;
      this.arrivalSignal.value = {
        message,
        sender: this.nameOf(conversationId, senderId),
        conversation: items.find((item) => item.conversationId === conversationId)?.title ?? null,
      };
    }
  }

  private withArrived(items: readonly ConversationSummary[], message: Message, counts: boolean): typeof items {
    const changed = withLastMessage(items, message, counts);
    if (changed === undefined) {
      this.conversations.outdated();
    }
    return changed ?? items;
  }

  private messageRevised(message: Message): void {
    this.rooms.revise(message);
    this.conversations.change((items) => withRevisedMessage(items, message));
  }

  private nameOf(conversationId: string, userId: string): string | undefined {
    const members = this.rooms.get(conversationId)?.detail?.members;
    return members?.find((member) => member.userId === userId)?.displayName ?? undefined;
  }
}
