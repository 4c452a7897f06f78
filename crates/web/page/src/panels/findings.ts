// What is worth knowing of a schedule.

import type { Finding } from "../parts/answers";
import { get, h } from "../parts/dom";

const WORDS = { error: "Error", warning: "Warning", note: "Note" };

export function showFindings(findings: Finding[]): void {
  const place = get("findings");
  place.hidden = findings.length === 0;
  place.replaceChildren(
    h("h2", {}, "Findings"),
    h(
      "ul",
      {},
      ...findings.map(({ rule, severity, message, path, help }) =>
        h(
          "li",
          { className: severity },
          h("span", { className: "severity" }, WORDS[severity]),
          h(
            "div",
            {},
            h("p", {}, path && h("code", {}, path), path && ": ", message),
            help && h("p", { className: "help" }, help),
            h("code", { className: "rule" }, rule),
          ),
        ),
      ),
    ),
  );
}
