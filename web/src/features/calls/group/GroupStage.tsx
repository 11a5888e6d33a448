import { Group, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { UserId } from "@/api/types";
import { useMe } from "@/hooks/session";
import { IconButton } from "@/ui/IconButton";
import { usePerson } from "../screens/person";
import { arrange, tilesOf, wishOf, type Layout, type Tile } from "./arrange";
import type { GroupCall, GroupView } from "./groupCall";
import classes from "./GroupScreen.module.css";
import { GroupTile } from "./GroupTile";

export interface GroupStageProps {
  call: GroupCall;
  view: GroupView;
  layout: Layout;
  /** More to do with the person of a tile. */
  actions?: (tile: Tile) => ReactNode;
  /** Over the picture of a person. */
  marks?: (tile: Tile) => ReactNode;
}

/** Everybody in the call, as many at a time as the screen has room for. */
export function GroupStage({ call, view, layout, actions, marks }: GroupStageProps) {
  const me = useMe();
  const { ref, width, height } = useElementSize();
  const [pinned, setPinned] = useState<string | null>(null);
  const [page, setPage] = useState(0);
  const { people, speaker, sharing, local } = view;
  const tiles = useMemo(() => tilesOf(me.id, people), [me.id, people]);
  const arrangement = useMemo(
    () => arrange(tiles, { layout, pinned, speaker, sharing, page, area: { width, height } }),
    [tiles, layout, pinned, speaker, sharing, page, width, height],
  );
  const { placed, pages } = arrangement;
  useEffect(() => call.show(wishOf(placed, window.devicePixelRatio)), [call, placed]);
  // Whoever sees nothing of the call needs no pictures of it.
  useEffect(() => () => call.show([]), [call]);

  const { camera, microphone, choice } = local;
  const talking = people.find(({ speaking }) => speaking);
  const isHidden =
    talking !== undefined && !placed.some(({ tile }) => tile.userId === talking.userId);
  return (
    <>
      <ul ref={ref} className={classes["stage"]} role="list" data-layout={layout}>
        {placed.map((one) => (
          <GroupTile
            key={one.tile.key}
            placed={one}
            own={camera.status === "on" ? camera.track : null}
            mirrored={choice.facing === "user"}
            ownMuted={microphone.status !== "on"}
            pinned={one.tile.key === pinned}
            onPin={(isPinned) => {
              setPinned(isPinned ? one.tile.key : null);
              setPage(0);
            }}
            stream={call.stream}
            actions={actions?.(one.tile)}
          >
            {marks?.(one.tile)}
          </GroupTile>
        ))}
      </ul>
      {pages > 1 && (
        <Pages page={arrangement.page} pages={pages} onPage={setPage}>
          {isHidden && <Speaks userId={talking.userId} />}
        </Pages>
      )}
    </>
  );
}

interface PagesProps {
  page: number;
  pages: number;
  onPage: (page: number) => void;
  children: ReactNode;
}

function Pages({ page, pages, onPage, children }: PagesProps) {
  const { t } = useTranslation("room");
  return (
    <Group
      component="nav"
      className={classes["pages"] ?? ""}
      aria-label={t("pages.label")}
      justify="center"
      gap="xs"
      wrap="nowrap"
    >
      <IconButton
        label={t("pages.previous")}
        icon={<IconChevronLeft size={24} />}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      />
      <Text size="sm" role="status">
        {t("pages.now", { page: page + 1, pages })}
      </Text>
      {children}
      <IconButton
        label={t("pages.next")}
        icon={<IconChevronRight size={24} />}
        disabled={page >= pages - 1}
        onClick={() => onPage(page + 1)}
      />
    </Group>
  );
}

/** They are heard, though their tile is on another page. */
function Speaks({ userId }: { userId: UserId }) {
  const { t } = useTranslation("room");
  const { name } = usePerson(userId);
  return (
    <Text size="sm" fw={600} lineClamp={1}>
      {t("pages.speaksElsewhere", { name })}
    </Text>
  );
}
