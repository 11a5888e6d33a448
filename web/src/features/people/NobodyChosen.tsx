import { useTranslation } from "react-i18next";

import { EmptyState } from "@/ui/EmptyState";

/** `/people` itself, beside the list, where nobody is open. */
export function NobodyChosen() {
  const { t } = useTranslation("people");
  return (
    <EmptyState
      illustration="people"
      title={t("person.nobodyChosenTitle")}
      text={t("person.nobodyChosenText")}
    />
  );
}
