// Light, dark, or as the system.

import { get } from "../parts/dom";

const THEMES = ["auto", "light", "dark"] as const;
const NAMES = { auto: "Auto", light: "Light", dark: "Dark" };
const KEY = "glidepath-theme";

/** Makes the button of the page choose; the choice is kept in this browser. */
export function begin(): void {
  const button = get("theme");
  let theme = THEMES.find((name) => name === stored()) ?? "auto";
  const show = () => {
    if (theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
    button.textContent = NAMES[theme];
    button.setAttribute("aria-label", `Colours: ${NAMES[theme]}`);
  };
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Then it lasts as long as the page.
    }
    show();
  });
  show();
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
