/** The public contract, version 1, as TypeScript. Ids are lower-case UUIDs, times are RFC 3339 UTC. */

export interface Session {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
}

export interface Me extends Session {
  readonly roles: readonly string[];
}

export type Person = Session;

export interface Member {
  readonly userId: string;
  /** Null once the account was erased, and so is `displayName`. */
  readonly username: string | null;
  readonly displayName: string | null;
  readonly role: string;
}

export type ConversationKind = 'direct' | 'group' | 'channel';

export interface Message {
  readonly messageId: string;
  readonly conversationId: string;
  /** Gapless from 1 in each conversation, in log order. */
  readonly seq: number;
  readonly senderId: string;
  /** Null once the message was deleted or erased. */
  readonly body: string | null;
  readonly replyTo?: string | null;
  readonly sentAt: string;
  readonly editedAt?: string | null;
  readonly deletedAt?: string | null;
}

export interface ConversationSummary {
  readonly conversationId: string;
  readonly kind: ConversationKind;
  /** Of a direct conversation, the other person's display name. */
  readonly title: string | null;
  readonly lastMessage: Pick<Message, 'body' | 'senderId' | 'sentAt' | 'seq'> | null;
  readonly unread: number;
  readonly role?: string | null;
  readonly mutedUntil?: string | null;
}

export interface ConversationDetail {
  readonly conversationId: string;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly members: readonly Member[];
}

export interface NewConversation {
  readonly kind: ConversationKind;
  readonly title?: string;
  readonly memberIds: readonly string[];
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | number | null;
}

export interface HistoryPage extends Page<Message> {
  /** Null when nothing older exists for the caller. */
  readonly previous?: string | number | null;
}

/** RFC 9457, with this product's members. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string | null;
  /** Stable and kebab-case, such as `validation-failed`. */
  readonly code: string;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | null;
  readonly correlationId: string | null;
}

export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly detail: string;
}

export interface WelcomeFrame {
  readonly type: 'welcome';
  readonly userId: string;
  readonly cursor: string;
  readonly heartbeatSeconds: number;
  /** The largest frame the server takes, in UTF-8 bytes of its JSON; a larger one ends the socket. */
  readonly frameBytes: number;
}

export interface AckFrame {
  readonly type: 'ack';
  readonly id: string;
  readonly messageId: string;
  readonly clientMessageId: string;
  /** Null when the read model is behind; the update brings it. */
  readonly seq: number | null;
  readonly sentAt: string;
}

export interface RejectFrame {
  readonly type: 'reject';
  /** Null when the server could not read the id of the frame it refuses. */
  readonly id: string | null;
  readonly problem: Problem;
}

export interface UpdateFrame {
  readonly type: 'update';
  readonly cursor: string;
  readonly kind: string;
  readonly data: unknown;
}

export interface ResyncFrame {
  readonly type: 'resync';
  readonly reason: string;
}

export interface PongFrame {
  readonly type: 'pong';
}

/** Somebody else began or ceased to write; never kept, and lost where no socket gets through. */
export interface TypingFrame {
  readonly type: 'typing';
  readonly conversationId: string;
  readonly userId: string;
  readonly on: boolean;
}

export interface PresenceFrame {
  readonly type: 'presence';
  readonly userId: string;
  readonly state: 'online' | 'away' | 'offline';
}

export type ServerFrame =
  | WelcomeFrame
  | AckFrame
  | RejectFrame
  | UpdateFrame
  | ResyncFrame
  | PongFrame
  | TypingFrame
  | PresenceFrame;

export interface SendFrame {
  readonly type: 'send';
  readonly id: string;
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly body: string;
  readonly replyTo: string | null;
}

/**
 * What a client writes beside messages. The ids are fixed ones, by which a reject says what this server does not take.
 */
export type SignalFrame =
  | { readonly type: 'read'; readonly id: 'read'; readonly conversationId: string; readonly seq: number }
  | { readonly type: 'received'; readonly id: 'received'; readonly cursor: string }
  | { readonly type: 'typing'; readonly id: 'typing'; readonly conversationId: string; readonly on: boolean }
  | { readonly type: 'activity'; readonly id: 'activity'; readonly state: 'active' | 'away' };

/** The longest body, in Unicode code points. */
export const MAX_BODY_CODE_POINTS = 4000;
export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 128;
