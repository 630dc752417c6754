// Work that takes long enough to be shown.

/** Milliseconds after which work is shown. */
const PATIENCE = 300;

/** Runs `work`, and calls `show(true)` if it takes long, with `show(false)` once it is done. */
export async function showingWork(show, work) {
  const timer = setTimeout(() => show(true), PATIENCE);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    show(false);
  }
}

/** Runs `work` for a button, which shows it. A busy button stays focusable: a disabled one would lose the focus. */
export function busily(button, work) {
  const show = (busy) => (busy ? button.setAttribute("aria-busy", "true") : button.removeAttribute("aria-busy"));
  return showingWork(show, work);
}

/** Says below the header whether the page is loading something. */
export function showLoading(busy) {
  document.getElementById("loading").textContent = busy ? "Loading…" : "";
}
