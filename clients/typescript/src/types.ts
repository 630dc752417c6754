import type { paths } from "./schema.js";

export type Method = "get" | "put" | "post" | "patch" | "delete";

/** The paths that have a method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? P : never;
}[keyof paths];

type Operation<M extends Method, P extends keyof paths> = paths[P] extends Record<M, infer O> ? O : never;
type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];
type Values<T> = T[keyof T];

type Params<O> = O extends { parameters: infer A }
  ? [RequiredKeys<A>] extends [never]
    ? { params?: A }
    : { params: A }
  : unknown;

type Body<O> = O extends { requestBody: { content: infer C } }
  ? { body: Values<C> }
  : O extends { requestBody?: { content: infer C } }
    ? { body?: Values<C> }
    : unknown;

/** Settings of one request. */
interface Settings {
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** `retry` is for creations: operations that take an `Idempotency-Key`. */
type Retry<O> = O extends { parameters: { header?: infer H } }
  ? [NonNullable<H>] extends [never]
    ? unknown
    : {
        /** Repeats the creation if its outcome is unknown, under an idempotency key, so that it creates one object. */
        retry?: boolean;
      }
  : unknown;

type Init<O> = Params<O> & Body<O> & Retry<O> & Settings;

type ArgsOf<O> = [RequiredKeys<Params<O> & Body<O>>] extends [never] ? [init?: Init<O>] : [init: Init<O>];

/** The arguments after the path: parameters and body, as the operation takes them. */
export type Args<M extends Method, P extends keyof paths> = ArgsOf<Operation<M, P>>;

type Content<R> = R extends { content: infer C } ? Values<C> : undefined;

/** The body of a successful response; `undefined` if there is none. */
export type Data<M extends Method, P extends keyof paths> =
  Operation<M, P> extends { responses: infer R } ? { [S in keyof R]: Content<R[S]> }[keyof R] : never;

type RowOf<Page> = Page extends { results: (infer R)[]; next: unknown } | { results: (infer R)[]; next_id: unknown }
  ? R
  : Page extends { data: (infer R)[]; links: unknown }
    ? R
    : never;

/** A row of a paged list. */
export type Row<P extends keyof paths> = RowOf<Data<"get", P>>;

/** The paths of paged lists. */
export type ListPath = { [P in keyof paths]: [Row<P>] extends [never] ? never : P }[keyof paths];
