import { Combobox, Group, Text, Textarea, useCombobox } from "@mantine/core";
import { useEffect, useState, type KeyboardEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { UserAvatar } from "@/ui/UserAvatar";
import classes from "./Composer.module.css";
import type { MentionStart } from "./editText";
import { useMentionChoice } from "./useMentionChoice";

export interface TextFieldProps {
  chat: Chat;
  text: string;
  input: RefObject<HTMLTextAreaElement | null>;
  tooLong: boolean;
  enterKeyHint: "enter" | "send";
  onChange: (text: string) => void;
  /** Keys that the list of names does not take. */
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onBlur: () => void;
  /** Somebody was chosen for the `@` that was begun. */
  onMention: (begun: MentionStart, login: string) => void;
}

/** The growing field of the composer, and the list of names that follows an `@`. */
export function TextField(props: TextFieldProps) {
  const { chat, text, input, tooLong, enterKeyHint, onChange, onKeyDown, onBlur, onMention } =
    props;
  const { t } = useTranslation(["chats", "writing"]);
  const [selection, setSelection] = useState({ start: text.length, end: text.length });
  // The place of an `@` whose list was closed by Escape.
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const choice = useMentionChoice(chat, { text, ...selection });
  const mention = choice !== null && choice.begun.at !== closedAt ? choice : null;
  const names = useCombobox({ opened: mention !== null });
  const { selectFirstOption } = names;
  const offered = mention?.people.map((person) => person.id).join() ?? "";

  useEffect(() => {
    if (offered !== "") selectFirstOption();
  }, [offered, selectFirstOption]);

  function onKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (mention === null) {
      onKeyDown(event);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      setClosedAt(mention.begun.at);
    } else if (event.key === "Tab") {
      event.preventDefault();
      names.clickSelectedOption();
    }
  }

  function noteSelection(field: HTMLTextAreaElement): void {
    setSelection({ start: field.selectionStart, end: field.selectionEnd });
  }

  return (
    <Combobox
      store={names}
      position="top-start"
      withinPortal
      onOptionSubmit={(login) => {
        if (mention !== null) onMention(mention.begun, login);
      }}
    >
      <Combobox.Target
        withKeyboardNavigation={mention !== null}
        withAriaAttributes={mention !== null}
      >
        <Textarea
          ref={input}
          className={classes["field"]}
          classNames={{ input: classes["input"] ?? "" }}
          aria-label={t("composer.label")}
          placeholder={t("composer.label")}
          aria-invalid={tooLong || undefined}
          autosize
          minRows={1}
          maxRows={8}
          size="md"
          variant="unstyled"
          value={text}
          onChange={(event) => {
            noteSelection(event.currentTarget);
            setClosedAt(null);
            onChange(event.currentTarget.value);
          }}
          onSelect={(event) => noteSelection(event.currentTarget)}
          onKeyDown={onKey}
          onBlur={onBlur}
          enterKeyHint={enterKeyHint}
          dir="auto"
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={mention === null}>
        <Combobox.Options aria-label={t("writing:mention.label")}>
          {mention?.people.map((person) => (
            <Combobox.Option key={person.id} value={person.login}>
              <Group gap="xs" wrap="nowrap">
                <UserAvatar
                  id={person.id}
                  name={person.displayName}
                  src={person.avatarUrl}
                  size={28}
                />
                <Text truncate>{person.displayName}</Text>
                <Text size="sm" opacity={0.75}>
                  @{person.login}
                </Text>
              </Group>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
