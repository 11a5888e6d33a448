import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import type { SimpleMode } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMe } from "@/hooks/session";
import { simpleModeQuery } from "@/hooks/simpleMode";
import { paths } from "@/lib/paths";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ErrorState } from "@/ui/ErrorState";
import { useChooseSimpleMode, useClearSimpleMode } from "./api/simpleMode";
import { isSame, setupOf, type Draft } from "./draft";
import { SetBy } from "./SetBy";
import { SimpleForm } from "./SimpleForm";

/** The section of the settings: my own simple mode, and the way to take all of it back. */
export function SimpleSettings() {
  const { t } = useTranslation(["simple", "common"]);
  const failureText = useFailureText();
  const me = useMe();
  const query = useQuery(simpleModeQuery(me.id));
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorState
        title={t("simple:failed")}
        text={failureText(query.error)}
        actionLabel={t("common:retry")}
        onAction={() => void query.refetch()}
      />
    ) : (
      <Loader aria-label={t("common:loading")} />
    );
  }
  // What somebody agreed to on another device is shown instead of a draft of what was before.
  return <Mine key={query.data.setAt ?? ""} mode={query.data} />;
}

function Mine({ mode }: { mode: SimpleMode }) {
  const { t } = useTranslation("simple");
  const failureText = useFailureText();
  const navigate = useNavigate();
  const me = useMe();
  const [draft, setDraft] = useState<Draft>(mode);
  const [clearing, setClearing] = useState(false);
  const choose = useChooseSimpleMode();
  const clear = useClearSimpleMode();
  const isSaved = isSame(draft, mode);

  function save(): void {
    // Not by `mutate`: news of the change may come before its answer and show these settings anew, and then nothing would follow.
    choose.mutateAsync(setupOf(draft)).then(
      ({ enabled }) => {
        // To where one sees what it is.
        if (enabled) void navigate(paths.chats);
      },
      // Said above the button.
      () => undefined,
    );
  }

  return (
    <Stack gap="lg">
      <Text c="dimmed">{t("settings.text")}</Text>
      {mode.setBy != null && <SetBy mode={mode} />}
      <SimpleForm draft={draft} onChange={setDraft} userId={me.id} whose="mine" />
      {(choose.isError || clear.isError) && (
        <Alert color="red" role="alert">
          {failureText(choose.error ?? clear.error)}
        </Alert>
      )}
      <Group>
        <Button loading={choose.isPending} disabled={isSaved} onClick={save}>
          {t("settings.save")}
        </Button>
        {mode.enabled && (
          <Button variant="default" onClick={() => void navigate(paths.chats)}>
            {t("settings.toPhotos")}
          </Button>
        )}
        {mode.setAt != null && (
          <Button variant="subtle" color="red" onClick={() => setClearing(true)}>
            {t("settings.clear")}
          </Button>
        )}
      </Group>
      <ConfirmDialog
        opened={clearing}
        title={t("settings.clear")}
        confirmLabel={t("settings.clearYes")}
        busy={clear.isPending}
        onConfirm={() => clear.mutate(undefined, { onSettled: () => setClearing(false) })}
        onClose={() => setClearing(false)}
      >
        <Text>{t("settings.clearText")}</Text>
      </ConfirmDialog>
    </Stack>
  );
}
