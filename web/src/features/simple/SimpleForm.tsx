import {
  Alert,
  Button,
  Group,
  NativeSelect,
  Paper,
  SegmentedControl,
  Stack,
  Switch,
  Text,
} from "@mantine/core";
import { IconArrowUp, IconEar, IconTrash, IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { AutoAnswer, CallKind, SimplePerson, UserId } from "@/api/types";
import { usePersonName } from "@/hooks/chats";
import { IconButton } from "@/ui/IconButton";
import { UserAvatar } from "@/ui/UserAvatar";
import {
  movedUp,
  PEOPLE_MAX,
  trusted,
  withChange,
  withoutPerson,
  withPerson,
  type Draft,
} from "./draft";
import { PersonPicker } from "./PersonPicker";
import classes from "./SimpleForm.module.css";

export interface SimpleFormProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** Whose page it is about: they are not among those to choose. */
  userId: UserId;
  /** Whether it is my own page, or proposed to somebody. */
  whose: "mine" | "theirs";
}

/** Whether the page is simple, whose photos are on it, and who of them is answered without a touch. */
export function SimpleForm({ draft, onChange, userId, whose }: SimpleFormProps) {
  const { t } = useTranslation("simple");
  const [choosing, setChoosing] = useState(false);
  const isFull = draft.people.length >= PEOPLE_MAX;
  return (
    <Stack gap="lg">
      <Switch
        size="md"
        label={t("form.enabled")}
        description={t("form.enabledHint")}
        checked={draft.enabled}
        onChange={(event) => onChange({ ...draft, enabled: event.currentTarget.checked })}
      />
      <Stack gap="sm" component="section" aria-label={t("form.people")}>
        <Text fw={600}>{t("form.people")}</Text>
        {draft.people.length === 0 ? (
          <Text c="dimmed">{t("form.nobody")}</Text>
        ) : (
          <ul className={classes["people"]} role="list">
            {draft.people.map((one, index) => (
              <li key={one.user.id}>
                <PersonCard one={one} isFirst={index === 0} draft={draft} onChange={onChange} />
              </li>
            ))}
          </ul>
        )}
        <Button
          variant="light"
          leftSection={<IconUserPlus size={20} aria-hidden />}
          disabled={isFull}
          onClick={() => setChoosing(true)}
        >
          {t("form.add")}
        </Button>
        {isFull && (
          <Text size="sm" c="dimmed">
            {t("form.full", { count: PEOPLE_MAX })}
          </Text>
        )}
      </Stack>
      {trusted(draft).length > 0 && (
        <Alert icon={<IconEar aria-hidden />} color="orange" variant="light">
          {t(whose === "mine" ? "form.warningMine" : "form.warningTheirs")}
        </Alert>
      )}
      <PersonPicker
        opened={choosing}
        onClose={() => setChoosing(false)}
        without={new Set([userId, ...draft.people.map(({ user }) => user.id)])}
        onChoose={(user) => {
          onChange(withPerson(draft, user));
          setChoosing(false);
        }}
      />
    </Stack>
  );
}

const CALLS: readonly CallKind[] = ["video", "audio"];
const ANSWERS: readonly AutoAnswer[] = ["never", "sound", "camera"];

interface PersonCardProps {
  one: SimplePerson;
  isFirst: boolean;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

function PersonCard({ one, isFirst, draft, onChange }: PersonCardProps) {
  const { t } = useTranslation("simple");
  const { user, call, answer } = one;
  const name = usePersonName()(user);
  return (
    <Paper withBorder p="sm">
      <Group gap="sm" wrap="nowrap" mb="sm">
        <UserAvatar id={user.id} name={name} src={user.avatarUrl} />
        <Text fw={600} className={classes["name"] ?? ""}>
          {name}
        </Text>
        {!isFirst && (
          <IconButton
            label={t("form.up", { name })}
            icon={<IconArrowUp size={20} />}
            onClick={() => onChange(movedUp(draft, user.id))}
          />
        )}
        <IconButton
          label={t("form.remove", { name })}
          icon={<IconTrash size={20} />}
          onClick={() => onChange(withoutPerson(draft, user.id))}
        />
      </Group>
      <Stack gap="xs">
        <SegmentedControl
          fullWidth
          aria-label={t("form.call", { name })}
          value={call}
          onChange={(chosen) => onChange(withChange(draft, user.id, { call: chosen }))}
          data={CALLS.map((kind) => ({ value: kind, label: t(`form.calls.${kind}`) }))}
        />
        <NativeSelect
          label={t("form.answer")}
          value={answer}
          onChange={(event) => {
            const chosen = ANSWERS.find((known) => known === event.currentTarget.value);
            if (chosen !== undefined) onChange(withChange(draft, user.id, { answer: chosen }));
          }}
          data={ANSWERS.map((kind) => ({ value: kind, label: t(`form.answers.${kind}`) }))}
        />
      </Stack>
    </Paper>
  );
}
