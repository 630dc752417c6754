import type { components } from "./schema.js";

type Schemas = components["schemas"];

/** A post or discussion, by its id. */
export type WatchedPost = { post: number } | { discussion: number };

/** The number of unseen notifications; alone, it says that fewer are unseen than before. */
export interface UnseenCount {
  /** At most 64. */
  count_interactions: number;
  activity_type?: never;
  feed_serialization_id?: never;
  notification_obj?: never;
}

/** A new notification. */
export interface NewNotification {
  count_interactions: number;
  /** The number of its kind in the SelfCommunity client. */
  activity_type: number;
  /** The id of the message: the `sid` of the notification. */
  feed_serialization_id: string;
  /** The same object as in the list. */
  notification_obj: Schemas["NotificationView"];
  /** Of requests and their acceptance: the relation to the other user, who is `request_user` or `accept_user`. */
  connection?: Schemas["ConnectionStatus"];
  request_user?: { id: number };
  accept_user?: { id: number };
}

/** The end of a connection (59) or of a request (60), of which there is no notification. */
export interface EndedRelation {
  count_interactions: number;
  activity_type: 59 | 60;
  feed_serialization_id: string;
  connection: null;
  notification_obj?: never;
  remove_user?: { id: number };
  cancel_request_user?: { id: number };
}

/** What has changed of a watched post. */
export interface PostChange {
  feed_serialization_id: string;
  /** The post is named by `post` or `discussion`. */
  post?: number;
  discussion?: number;
  vote_count: number;
  comment_count: number;
  /** New comments, at most 10, oldest first, as a caller without a token gets them. */
  comments: Schemas["CommentView"][];
  /** Ids of comments that are no longer shown, or no longer with their text. */
  removed_comments: number[];
}

/** The response to {@link Realtime.watch} or {@link Realtime.unwatch}. */
export interface SubscriptionResponse {
  action: "subscribe" | "unsubscribe";
  post?: number;
  discussion?: number;
  status: "subscribed" | "unsubscribed" | "refused";
  /** Why it was refused. */
  code?: "invalid" | "not_found" | "too_many_subscriptions" | "too_many_watchers" | "unavailable";
}

/** A message of a socket. */
export type RealtimeMessage =
  | { type: "interaction"; data: UnseenCount | NewNotification | EndedRelation }
  | { type: "post"; data: PostChange }
  | { type: "subscription"; data: SubscriptionResponse };
