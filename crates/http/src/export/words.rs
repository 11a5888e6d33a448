//! What stands in the archive for whoever opens it.

/// Explains the archive. With a mark of its encoding at the beginning, for old editors.
pub(super) const README: &str = "\u{feff}\
Звонилка: ваши данные
=====================

Это всё, что сервер хранит о вас и что вы можете на нём видеть, на момент скачивания.
Файлы .json откроет любой текстовый редактор или браузер. Время везде в UTC.

profile.json          ваш профиль и настройки приложения
sessions.json         входы: устройство, адрес, когда (без секретов)
passkeys.json         ваши ключи доступа: названия и время
two-step.json         включён ли код при входе
contacts.json         контакты, заявки, кого вы заблокировали
simple-mode.json      простой режим: кто на фотографиях, кому отвечать без касания
notifications.json    настройки уведомлений
letters.json          настройки писем
invites.json          приглашения, которые вы сделали
held.json             сколько чего сервер хранит о вас
calls-00001.json …    ваши звонки, новые сначала
chats.json            ваши чаты
chats/…/chat.json     чат и его участники
chats/…/messages-00001.json …  сообщения, которые вы видите, от старых к новым.
                      senderId — кто написал, имена в people.json; reactions с mine: true — ваши;
                      file в attachments — где файл лежит в этом архиве
files/…               файлы из этих сообщений и загруженные вами
people.json           люди, которые встречаются в сообщениях, какими вы их видите
finished.json         пишется последним: сколько всего и чего не удалось взять.
                      Если его нет, скачивание оборвалось: скачайте ещё раз.

Нет здесь: паролей и ключей, сообщений, которые вы у себя удалили, чатов, из которых вы вышли,
маленьких копий картинок и картинок к ссылкам.


Zvonilka: your data
===================

This is everything the server holds about you and that you can see there, as of the download.
Any text editor or browser opens the .json files. All times are UTC.

profile.json          your profile and the app's settings
sessions.json         sign-ins: device, address, when (without secrets)
passkeys.json         your passkeys: names and times
two-step.json         whether a code is asked for when you sign in
contacts.json         contacts, requests, whom you blocked
simple-mode.json      simple mode: who is on the photos, who is answered without a touch
notifications.json    settings of notifications
letters.json          settings of letters
invites.json          invitations that you made
held.json             how much of what the server holds about you
calls-00001.json …    your calls, the newest first
chats.json            your chats
chats/…/chat.json     a chat and its members
chats/…/messages-00001.json …  the messages that you see, the oldest first.
                      senderId says who wrote, the names are in people.json; reactions with mine: true are yours;
                      file in attachments says where the file lies in this archive
files/…               the files of these messages, and those that you uploaded
people.json           the people who appear in messages, as you see them
finished.json         written last: how much there is, and what could not be taken.
                      If it is missing, the download broke off: download it again.

Not here: passwords and keys, messages that you deleted for yourself, chats that you left,
small copies of pictures and pictures of links.
";
