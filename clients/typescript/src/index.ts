export { Kith, type Options } from "./client.js";
export { KithError, type FieldError } from "./error.js";
export {
  type EndedRelation,
  type NewNotification,
  type PostChange,
  type RealtimeMessage,
  type SubscriptionResponse,
  type UnseenCount,
  type WatchedPost,
} from "./messages.js";
export { type Realtime, type RealtimeOptions, type RealtimeState } from "./realtime.js";
export { memoryStorage, webStorage, type Tokens, type TokenStorage } from "./storage.js";
export { type Session } from "./session.js";
export { type Args, type Data, type ListPath, type PathOf, type Row } from "./types.js";
export { type components, type operations, type paths } from "./schema.js";
