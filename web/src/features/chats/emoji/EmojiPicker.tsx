import {
  ScrollArea,
  SegmentedControl,
  Text,
  TextInput,
  UnstyledButton,
  VisuallyHidden,
} from "@mantine/core";
import {
  IconApple,
  IconBallFootball,
  IconBulb,
  IconCar,
  IconClock,
  IconFlag,
  IconHandStop,
  IconHeart,
  IconMoodSmile,
  IconPaw,
  IconSearch,
} from "@tabler/icons-react";
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type ComponentType,
  type KeyboardEvent,
} from "react";
import { useTranslation } from "react-i18next";

import classes from "./EmojiPicker.module.css";
import {
  emojiGroups,
  emojiName,
  emojiOf,
  findEmoji,
  type Emoji,
  type EmojiGroup,
} from "./findEmoji";
import { recentEmoji, rememberEmoji } from "./recentEmoji";

export interface EmojiPickerProps {
  onPick: (char: string) => void;
  /** Whether the search field takes the focus at once. Default: no, so that no phone keyboard slides in. */
  focusSearch?: boolean;
}

type Tab = "recent" | EmojiGroup;

const TABS: readonly Tab[] = ["recent", ...emojiGroups];

const TAB_ICONS: Readonly<Record<Tab, ComponentType<{ size?: number; "aria-hidden"?: boolean }>>> =
  {
    recent: IconClock,
    smileys: IconMoodSmile,
    people: IconHandStop,
    nature: IconPaw,
    food: IconApple,
    travel: IconCar,
    activities: IconBallFootball,
    objects: IconBulb,
    symbols: IconHeart,
    flags: IconFlag,
  };

/** All emoji by group, with search in both languages. Arrow keys walk, Enter picks. */
export default function EmojiPicker({ onPick, focusSearch = false }: EmojiPickerProps) {
  const { t, i18n } = useTranslation("writing");
  const [query, setQuery] = useState("");
  const [tab, setTab] = useState<Tab>("recent");
  const grid = useRef<HTMLDivElement>(null);
  const [recent] = useState(recentEmoji);
  const shown = useMemo(() => shownIn(tab, query, recent), [tab, query, recent]);
  const language = i18n.language.startsWith("ru") ? "ru" : "en";

  useEffect(() => {
    grid.current?.parentElement?.scrollTo({ top: 0 });
  }, [tab, query]);

  function pick(char: string): void {
    rememberEmoji(char);
    onPick(char);
  }

  function onKeys(event: KeyboardEvent<HTMLDivElement>): void {
    const buttons = [...(grid.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const columns = grid.current
      ? getComputedStyle(grid.current).gridTemplateColumns.split(" ").length
      : 1;
    const steps: Partial<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
    };
    const step = steps[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
  }

  return (
    <div className={classes["root"]}>
      <TextInput
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") {
            event.preventDefault();
            grid.current?.querySelector("button")?.focus();
          } else if (event.key === "Enter" && shown[0]) {
            event.preventDefault();
            pick(shown[0].char);
          }
        }}
        placeholder={t("emoji.search")}
        aria-label={t("emoji.search")}
        leftSection={<IconSearch size={18} />}
        radius="xl"
        data-autofocus={focusSearch || undefined}
      />
      {query.trim() === "" && (
        <SegmentedControl
          className={classes["tabs"]}
          size="xs"
          value={tab}
          onChange={(value) => setTab(value)}
          aria-label={t("emoji.groups")}
          data={TABS.map((name) => ({ value: name, label: <TabIcon name={name} /> }))}
          fullWidth
        />
      )}
      <ScrollArea.Autosize mah={240} type="auto" offsetScrollbars>
        <div
          ref={grid}
          className={classes["grid"]}
          onKeyDown={onKeys}
          role="group"
          aria-label={t("emoji.all")}
        >
          {shown.map((emoji, index) => (
            <UnstyledButton
              key={emoji.char}
              className={classes["emoji"]}
              tabIndex={index === 0 ? 0 : -1}
              onClick={() => pick(emoji.char)}
              aria-label={emojiName(emoji, language)}
              title={emojiName(emoji, language)}
            >
              {emoji.char}
            </UnstyledButton>
          ))}
        </div>
        {shown.length === 0 && (
          <Text c="dimmed" ta="center" py="md" size="sm" role="status">
            {t("emoji.none")}
          </Text>
        )}
      </ScrollArea.Autosize>
    </div>
  );
}

function TabIcon({ name }: { name: Tab }) {
  const { t } = useTranslation("writing");
  const Icon = TAB_ICONS[name];
  return (
    <span title={t(`emoji.group.${name}`)} className={classes["tab"]}>
      <Icon size={18} aria-hidden />
      <VisuallyHidden>{t(`emoji.group.${name}`)}</VisuallyHidden>
    </span>
  );
}

function shownIn(tab: Tab, query: string, recent: string[]): Emoji[] {
  if (query.trim() !== "") return findEmoji(query);
  if (tab !== "recent") return emojiOf(tab);
  return recent.map((char) => findEmoji(char)[0] ?? { char, ru: char, en: char });
}
