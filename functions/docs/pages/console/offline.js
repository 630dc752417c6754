// The bar that says that the server cannot be reached. It goes when it can be reached again.

const bar = document.getElementById("offline");

/** Whether the bar is shown. */
export const isOffline = () => bar.textContent !== "";

/** Shows the bar, or hides it. */
export function showOffline(offline) {
  const text = offline ? "No connection. What you see may be out of date. It updates by itself once you are back online." : "";
  if (bar.textContent !== text) bar.textContent = text;
}
