/** The public face of the client library; README.md says how to use it. */
export { Api, type Credentials, type HistoryQuery, type MessageAddress, type Registration } from './http/api';
export { backoffDelay } from './connection/backoff';
export { Connection, type ConnectionListener, type ConnectionOptions, type ConnectionStatus } from './connection/connection';
export { messageOf } from './contract/frames';
export { timeOrderedId } from './contract/ids';
export { memoryOutbox, type Outbox, type OutboxEntry } from './sending/outbox';
export { ApiError, isUnauthenticated, parseProblem } from './contract/problem';
export * from './contract/protocol';
export { browserSockets, type OpenSocket } from './connection/socket';
export { countCodePoints, isBlank } from './contract/text';
