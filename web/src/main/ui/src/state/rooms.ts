import { type ReadonlySignal, signal } from '@preact/signals';
import {
  type AckFrame,
  type Api,
  ApiError,
  type ConversationDetail,
  type Message,
  type Problem,
} from '../../client';
import { FetchingOfEach } from './fetching';
import { receiptOfSender, type Receipts, withKnownProgress, withReceipts } from './receipts';
import {
  acknowledged,
  EMPTY_TIMELINE,
  lastSeq,
  type LocalMessage,
  rejected,
  retried,
  type Timeline,
  withLocal,
  withMessage,
  withNewerPage,
  withNewestPage,
  withOlderPage,
  withoutLocal,
  withoutServerState,
  withRevision,
} from './timeline';

/** A conversation that was opened in this page. */
export interface Room {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly problem: Problem | undefined;
  readonly older: 'idle' | 'loading' | 'failed';
  readonly detail: ConversationDetail | undefined;
  readonly timeline: Timeline;
}

const PAGE = 50;
const CATCH_UP_PAGE = 200;

const NEW_ROOM: Room = {
  status: 'loading',
  problem: undefined,
  older: 'idle',
  detail: undefined,
  timeline: EMPTY_TIMELINE,
};

/** The opened conversations with their histories, kept up to date by the feed and the HTTP calls. */
export class Rooms {
  private readonly rooms = signal<ReadonlyMap<string, Room>>(new Map());
  private readonly members = new FetchingOfEach((conversationId) => this.fetchMembers(conversationId));
  /** What went missing from the end of a timeline. */
  private readonly newer = new FetchingOfEach((conversationId) => this.fetchNewer(conversationId));

  /** @param me the user id of the reader, known before the first message comes */
  constructor(
    private readonly api: Api,
    private readonly me: () => string,
  ) {}

  get all(): ReadonlySignal<ReadonlyMap<string, Room>> {
    return this.rooms;
  }

  get(conversationId: string): Room | undefined {
    return this.rooms.value.get(conversationId);
  }

  /** Loads a conversation unless that has been done; afterwards the feed keeps it up to date. */
  open(conversationId: string): void {
    if (this.get(conversationId) === undefined) {
      void this.load(conversationId);
    }
  }

  /** Fetches the newest page and the members, whatever is known already. */
  async load(conversationId: string): Promise<void> {
    this.change(conversationId, (room) => ({
      ...room,
      status: room.timeline.loaded ? room.status : 'loading',
      problem: undefined,
    }));
    try {
      const [page] = await Promise.all([
        this.api.history(conversationId, { limit: PAGE }),
        this.members.now(conversationId),
      ]);
      this.change(conversationId, (room) => ({
        ...room,
        status: 'ready',
        timeline: withNewestPage(room.timeline, page.items, page.previous !== null),
      }));
    } catch (error) {
      this.change(conversationId, (room) => ({ ...room, status: 'failed', problem: problemOf(error) }));
    }
  }

  /** The members are others than before. */
  membersChanged(conversationId: string): void {
    this.members.changed(conversationId);
  }

  /** Fetches the page before the oldest message; harmless when that is under way or there is none. */
  async loadOlder(conversationId: string): Promise<void> {
    const room = this.get(conversationId);
    const first = room?.timeline.messages.at(0);
    if (room === undefined || first === undefined || !room.timeline.hasOlder || room.older === 'loading') {
      return;
    }
    this.change(conversationId, (value) => ({ ...value, older: 'loading' }));
    try {
      const page = await this.api.history(conversationId, { before: first.seq, limit: PAGE });
      this.change(conversationId, (value) => ({
        ...value,
        older: 'idle',
        timeline: withOlderPage(value.timeline, page.items, page.previous !== null),
      }));
    } catch {
      this.change(conversationId, (value) => ({ ...value, older: 'failed' }));
    }
  }

  /** Applies a message of the feed to its conversation, when that is open. */
  receive(message: Message): void {
    const { conversationId } = message;
    const room = this.get(conversationId);
    if (room === undefined) {
      return;
    }
    const { timeline, gap } = withMessage(room.timeline, message, this.me());
    this.change(conversationId, (value) => ({ ...value, timeline }));
    this.raise(receiptOfSender(message));
    if (gap) {
      this.newer.changed(conversationId);
    }
    if (room.detail !== undefined && !room.detail.members.some((member) => member.userId === message.senderId)) {
      this.members.changed(conversationId);
    }
  }

  /** Applies an edited or deleted message to its conversation, when that is open. */
  revise(message: Message): void {
    if (this.get(message.conversationId) !== undefined) {
      this.timeline(message.conversationId, (timeline) => withRevision(timeline, message));
    }
  }

  /** Notes how far members are in a conversation, when that is open. */
  raise(receipts: Receipts): void {
    const detail = this.get(receipts.conversationId)?.detail;
    if (detail !== undefined) {
      const members = withReceipts(detail.members, receipts);
      this.change(receipts.conversationId, (room) => ({ ...room, detail: { ...detail, members } }));
    }
  }

  add(local: LocalMessage): void {
    this.timeline(local.conversationId, (timeline) => withLocal(timeline, local));
  }

  retry(local: LocalMessage): void {
    this.timeline(local.conversationId, (timeline) => retried(timeline, local.clientMessageId));
  }

  remove(local: LocalMessage): void {
    this.timeline(local.conversationId, (timeline) => withoutLocal(timeline, local.clientMessageId));
  }

  acknowledge(ack: AckFrame): void {
    this.ofLocal(ack.clientMessageId, (timeline) => acknowledged(timeline, ack, this.me()));
  }

  /** Nothing failed where there is no problem. */
  fail(clientMessageId: string, problem: Problem | null): void {
    if (problem !== null) {
      this.ofLocal(clientMessageId, (timeline) => rejected(timeline, clientMessageId, problem));
    }
  }

  /** Forgets what the server said, and keeps only what waits to be sent. */
  reset(): void {
    for (const conversationId of this.rooms.value.keys()) {
      this.change(conversationId, (room) => ({ ...NEW_ROOM, timeline: withoutServerState(room.timeline) }));
    }
  }

  /** Fetches every opened conversation anew. */
  reloadAll(): void {
    for (const conversationId of this.rooms.value.keys()) {
      void this.load(conversationId);
    }
  }

  private async fetchMembers(conversationId: string): Promise<void> {
    const detail = await this.api.conversation(conversationId);
    this.change(conversationId, (room) => {
      const members = withKnownProgress(detail.members, room.detail?.members ?? []);
      return { ...room, detail: { ...detail, members } };
    });
  }

  private async fetchNewer(conversationId: string): Promise<void> {
    for (;;) {
      const before = lastSeq(this.get(conversationId)?.timeline ?? EMPTY_TIMELINE);
      const page = await this.api.history(conversationId, { after: before, limit: CATCH_UP_PAGE });
      this.timeline(conversationId, (timeline) => withNewerPage(timeline, page.items, this.me()));
      if (page.items.length < CATCH_UP_PAGE) {
        return;
      }
    }
  }

  private ofLocal(clientMessageId: string, update: (timeline: Timeline) => Timeline): void {
    for (const [conversationId, room] of this.rooms.value) {
      if (room.timeline.local.some((local) => local.clientMessageId === clientMessageId)) {
        this.timeline(conversationId, update);
      }
    }
  }

  private timeline(conversationId: string, update: (timeline: Timeline) => Timeline): void {
    this.change(conversationId, (room) => ({ ...room, timeline: update(room.timeline) }));
  }

  private change(conversationId: string, update: (room: Room) => Room): void {
    const changed = update(this.get(conversationId) ?? NEW_ROOM);
    this.rooms.value = new Map(this.rooms.value).set(conversationId, changed);
  }
}

function problemOf(error: unknown): Problem | undefined {
  return error instanceof ApiError ? error.problem : undefined;
}
