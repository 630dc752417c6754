import { retryAfter } from "./error.js";

const SAFE = ["GET", "HEAD", "PUT", "DELETE"];

/**
 * Sends a request, and repeats it up to `retries` times where that is safe:
 *
 * - `GET`, `PUT` and `DELETE` after a 503 with `Retry-After`: nothing was done that a repetition would do again.
 * - A request with an `Idempotency-Key`, or one that is `idempotent`, also if the outcome is unknown: after any 503, a
 *   lost connection, or a 409 with `Retry-After`, while the first attempt is still running.
 */
export async function sendRepeatedly(
  send: (request: Request) => Promise<Response>,
  request: Request,
  retries: number,
  idempotent = request.headers.has("Idempotency-Key"),
): Promise<Response> {
  for (let left = idempotent || SAFE.includes(request.method) ? retries : 0; left > 0; left--) {
    let seconds = 1;
    try {
      const response = await send(request.clone());
      const wait = retryAfter(response);
      const repeat = wait === null ? idempotent && response.status === 503 : isTemporary(response.status, idempotent);
      if (!repeat) return response;
      seconds = wait ?? seconds;
    } catch (error) {
      // `fetch` throws a TypeError if there is no response.
      if (!idempotent || !(error instanceof TypeError)) throw error;
    }
    await pause(seconds, request.signal);
  }
  return send(request);
}

const isTemporary = (status: number, idempotent: boolean) => status === 503 || (status === 409 && idempotent);

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    }, seconds * 1000);
    signal.addEventListener("abort", abort, { once: true });
  });
}
