/** Inside a group call; fetched with it. */
export const room = {
  layout: {
    toGrid: "Показать всех сеткой",
    toSpeaker: "Показать крупно того, кто говорит",
  },
  tile: {
    actions: "Действия: {{name}}",
    pin: "Закрепить",
    unpin: "Открепить",
    pinned: "закреплено",
    away: "нет связи",
    screen: "Экран: {{name}}",
    screenShort: "{{name}} · экран",
  },
  pages: {
    label: "Страницы участников",
    previous: "Предыдущая страница",
    next: "Следующая страница",
    now: "{{page}} из {{pages}}",
    speaksElsewhere: "Говорит {{name}}",
  },
  more: {
    open: "Ещё: устройства, чат",
    keys: "Клавиши: M микрофон, V камера, S экран, Ctrl+Shift+H выйти.",
  },
} as const;
