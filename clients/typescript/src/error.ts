/** What is wrong with one field, query parameter or header of a request. */
export interface FieldError {
  /** Nested fields are named with a point: `poll.choices`. */
  field: string;
  /** `null` in the site API, which has no codes of fields. */
  code: string | null;
  message: string;
}

/** An error response of any of kith's APIs. */
export class KithError extends Error {
  override readonly name = "KithError";
  /** The HTTP status. */
  readonly status: number;
  /** The code of the request's error, such as `not_found`; `null` if only fields are wrong, or the API has no code. */
  readonly code: string | null;
  /** The fields that are wrong. */
  readonly fields: readonly FieldError[];
  /** How many seconds to wait before the next attempt; `null` if the response does not say. */
  readonly retryAfter: number | null;
  /** The id of the request in kith's log. */
  readonly requestId: string | null;

  constructor(response: Response, body: unknown) {
    const { code, message, fields } = parse(body);
    const texts = [message, ...fields.map((error) => `${error.field}: ${error.message}`)];
    super(texts.find((text) => text !== null) ?? `HTTP status ${response.status}`);
    this.status = response.status;
    this.code = code;
    this.fields = fields;
    this.retryAfter = retryAfter(response);
    this.requestId = response.headers.get("X-Request-Id");
  }

  static async from(response: Response): Promise<KithError> {
    const text = await response.text();
    try {
      return new KithError(response, JSON.parse(text));
    } catch {
      return new KithError(response, text);
    }
  }
}

/** The seconds of `Retry-After`. */
export function retryAfter(response: Response): number | null {
  const header = response.headers.get("Retry-After");
  return header !== null && /^\d+$/.test(header) ? Number(header) : null;
}

interface Parsed {
  code: string | null;
  message: string | null;
  fields: FieldError[];
}

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

function parse(body: unknown): Parsed {
  if (!isObject(body)) return { code: null, message: null, fields: [] };
  if (typeof body["error"] === "string") {
    return { code: body["error"], message: text(body["error_description"]), fields: [] };
  }
  return Array.isArray(body["errors"]) ? parseList(body["errors"].filter(isObject)) : parseSite(body);
}

/** The lists of errors of the community and the directory API. */
function parseList(errors: Fields[]): Parsed {
  const parsed: Parsed = { code: null, message: null, fields: [] };
  for (const error of errors) {
    const field = text(error["field"]) ?? sourceOf(error["source"]);
    const messages = Array.isArray(error["messages"]) ? error["messages"].filter(isObject) : [error];
    for (const { code, message, detail } of messages) {
      const found = { code: text(code), message: text(message) ?? text(detail) };
      if (field !== null) parsed.fields.push({ field, code: found.code, message: found.message ?? "" });
      else if (parsed.code === null) Object.assign(parsed, found);
    }
  }
  return parsed;
}

/** The name of what a JSON:API error concerns: of `/data/attributes/username` it is `username`. */
function sourceOf(source: unknown): string | null {
  if (!isObject(source)) return null;
  const pointer = text(source["pointer"])?.replace(/^\/data(\/(attributes|relationships))?\//, "").replaceAll("/", ".");
  return pointer ?? text(source["parameter"]) ?? text(source["header"]);
}

/** The errors of the site API: texts by field, `non_field_errors`, or `detail`. */
function parseSite({ detail, code, non_field_errors: whole, ...byField }: Fields): Parsed {
  const texts = (value: unknown) => [value].flat().filter((item) => typeof item === "string");
  const fields = Object.entries(byField).flatMap(([field, messages]) =>
    texts(messages).map((message) => ({ field, code: null, message })),
  );
  return { code: text(code), message: text(detail) ?? texts(whole)[0] ?? null, fields };
}
