import { useTranslation } from "react-i18next";

import classes from "./PermissionStep.module.css";

/** How to let the page to the microphone, in the browser that shows it. */
export function AllowSteps() {
  const { t } = useTranslation("calls");
  const browser = browserName(navigator.userAgent);
  return (
    <ol className={classes["steps"]}>
      <li>{t(`permission.${browser}.first`)}</li>
      <li>{t(`permission.${browser}.second`)}</li>
      <li>{t(`permission.${browser}.third`)}</li>
    </ol>
  );
}

/** All others ask the way Chromium does. */
function browserName(userAgent: string): "chrome" | "firefox" | "safari" {
  if (userAgent.includes("Firefox/")) return "firefox";
  const isSafari = userAgent.includes("Safari/") && !/Chrom(e|ium)\/|Android/.test(userAgent);
  return isSafari ? "safari" : "chrome";
}
