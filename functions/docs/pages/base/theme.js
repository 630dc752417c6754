// Light or dark colours, as chosen in this browser, or else as the system has them. A classic script in the head: it runs
// before the page is drawn, so that no page flashes in the wrong colours.

{
  const CHOICE = "kith.theme";
  const THEMES = ["light", "dark"];

  /** The chosen theme, or "system". Browsers can deny a page its storage. */
  const chosen = () => {
    try {
      const theme = localStorage.getItem(CHOICE);
      return THEMES.includes(theme) ? theme : "system";
    } catch {
      return "system";
    }
  };

  const remember = (theme) => {
    try {
      localStorage.setItem(CHOICE, theme);
    } catch {
      // It holds until the page is left.
    }
  };

  const apply = (theme) => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    const select = document.getElementById("theme");
    if (select) select.value = theme;
  };

  apply(chosen());
  // A change in another tab, and a page that Back shows as it was left.
  addEventListener("storage", ({ key }) => (key === CHOICE || key === null) && apply(chosen()));
  addEventListener("pageshow", ({ persisted }) => persisted && apply(chosen()));
  addEventListener("DOMContentLoaded", () => {
    const select = document.getElementById("theme");
    if (!select) return;
    select.closest("label").hidden = false;
    select.addEventListener("change", () => {
      remember(select.value);
      apply(select.value);
    });
    apply(chosen());
  });
}
