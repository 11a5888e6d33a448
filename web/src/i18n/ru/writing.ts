/** Writing and showing words: marks, code, emoji, mentions. */
export const writing = {
  code: "Код",
  copyCode: "Скопировать код",
  codeCopied: "Код скопирован",
  spoiler: "Скрытый текст: показать",
  format: {
    open: "Оформление",
    bold: "Жирный",
    italic: "Курсив",
    strike: "Зачёркнутый",
    code: "Код",
    spoiler: "Скрытый",
    quote: "Цитата",
  },
  mention: {
    label: "Упомянуть участника",
  },
  emoji: {
    open: "Эмодзи",
    search: "Найти эмодзи",
    groups: "Группы эмодзи",
    all: "Эмодзи",
    none: "Ничего не нашли",
    loading: "Загружаем эмодзи",
    group: {
      recent: "Недавние",
      smileys: "Смайлики",
      people: "Люди и жесты",
      nature: "Животные и природа",
      food: "Еда и напитки",
      travel: "Путешествия",
      activities: "Развлечения",
      objects: "Предметы",
      symbols: "Символы",
      flags: "Флаги",
    },
  },
} as const;
