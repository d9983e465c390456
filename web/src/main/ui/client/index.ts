/** The public face of the client library; README.md says how to use it. */
export { Client, type ClientListener, type ClientOptions, type Draft, type StartOptions } from './client';
export { backoffDelay } from './connection/backoff';
export type { ConnectionStatus } from './connection/connection';
export { type Environment, type EnvironmentEvent, platformEnvironment } from './connection/environment';
export { type OpenSocket, platformSockets } from './connection/socket';
export type { FallbackWay, StateName } from './connection/states';
export { messageOf } from './contract/frames';
export { ApiError, isUnauthenticated, parseProblem } from './contract/problem';
export * from './contract/protocol';
export { countCodePoints, isBlank } from './contract/text';
export { Api, type Credentials, type HistoryQuery, type MessageAddress, type Registration } from './http/api';
export { IndexedDbStore } from './sending/indexed-db-store';
export type { OutboxStore, Unsent } from './sending/outbox';
