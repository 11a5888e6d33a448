import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { toFailure, type Failure } from "@/api/failure";
import type { User } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { paths } from "@/lib/paths";
import { PhotoPicker } from "@/ui/photo/PhotoPicker";
import { putGroupPhoto } from "../api/groupPhoto";
import { TITLE_MAX } from "../api/updateChat";
import { PeopleChooser } from "../picker/PeopleChooser";
import { refusedNames } from "./refused";
import { DESCRIPTION_MAX, titleProblem } from "./titleRules";

export interface NewGroupProps {
  /** Everything is done: close what this stands in. */
  onDone: () => void;
}

/** Makes a group in two steps: who is in it, then what it is called. */
export function NewGroup({ onDone }: NewGroupProps) {
  const { t } = useTranslation("groups");
  const [people, setPeople] = useState<User[]>([]);
  const [step, setStep] = useState<"people" | "details">("people");
  if (step === "details") {
    return <Details people={people} onBack={() => setStep("people")} onDone={onDone} />;
  }
  return (
    <Stack>
      <PeopleChooser chosen={people} onChange={setPeople} emptyText={t("new.alone")} />
      <Button onClick={() => setStep("details")}>{t("new.next")}</Button>
    </Stack>
  );
}

interface DetailsProps {
  people: User[];
  onBack: () => void;
  onDone: () => void;
}

function Details({ people, onBack, onDone }: DetailsProps) {
  const { t } = useTranslation(["groups", "chats"]);
  const messenger = useMessenger();
  const navigate = useNavigate();
  const failureText = useFailureText();
  const [title, setTitle] = useState("");
  const [description, setDescription] = useState("");
  const [tried, setTried] = useState(false);
  const photo = useChosenPhoto();
  const problem = titleProblem(title);
  const create = useMutation({
    mutationFn: async () => {
      const chatId = await messenger.chats.createGroup({
        title: title.trim(),
        ...(description.trim() === "" ? {} : { description: description.trim() }),
        memberIds: people.map((user) => user.id),
      });
      if (photo.blob !== null) {
        // The group is there: a photo that fails can be chosen again in it.
        await putGroupPhoto(chatId, photo.blob).catch((caught: unknown) => {
          const reason = failureText(caught);
          notifications.show({ message: t("groups:new.photoFailed", { reason }), color: "red" });
        });
      }
      return chatId;
    },
    onSuccess: (chatId) => {
      onDone();
      void navigate(paths.chat(chatId));
    },
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (problem === null) create.mutate();
  }

  function failureWords(failure: Failure): string {
    if (failure.kind !== "problem" || failure.code !== "privacy_forbids") {
      return failureText(failure);
    }
    const names = refusedNames(failure.errors?.["memberIds"] ?? [], people);
    return names.length === 0
      ? t("groups:new.refusedSome")
      : t("groups:new.refused", { names: names.join(", ") });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <PhotoPicker
          id="new-group"
          name={title}
          src={photo.url}
          onPick={photo.choose}
          onRemove={photo.url === null ? undefined : photo.forget}
          errorText={failureText}
        />
        <TextInput
          label={t("groups:new.name")}
          placeholder={t("groups:new.nameHint")}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={
            tried && problem !== null ? t(`chats:info.${problem}`, { max: TITLE_MAX }) : undefined
          }
          autoComplete="off"
          data-autofocus
          autoFocus
        />
        <Textarea
          label={t("groups:new.description")}
          placeholder={t("groups:new.descriptionHint")}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          maxLength={DESCRIPTION_MAX}
          autosize
          minRows={2}
          maxRows={5}
        />
        <Text size="sm" c="dimmed">
          {people.length === 0
            ? t("groups:new.alone")
            : people.map((user) => user.displayName).join(", ")}
        </Text>
        {create.isError && (
          <Alert color="red" role="alert">
            {failureWords(toFailure(create.error))}
          </Alert>
        )}
        <Group justify="space-between">
          <Button variant="default" onClick={onBack} disabled={create.isPending}>
            {t("groups:new.back")}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t("groups:new.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A photo that waits for its group. */
function useChosenPhoto() {
  const [photo, setPhoto] = useState<{ blob: Blob; url: string } | null>(null);
  useEffect(() => {
    if (photo === null) return undefined;
    return () => URL.revokeObjectURL(photo.url);
  }, [photo]);
  return {
    blob: photo?.blob ?? null,
    url: photo?.url ?? null,
    choose(blob: Blob): Promise<void> {
      setPhoto({ blob, url: URL.createObjectURL(blob) });
      return Promise.resolve();
    },
    forget(): Promise<void> {
      setPhoto(null);
      return Promise.resolve();
    },
  };
}
