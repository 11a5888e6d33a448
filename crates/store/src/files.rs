//! Files, as far as a database knows them: what they are, whose, and what carries them. Their bytes lie elsewhere,
//! under the names that stand here as `content` and `thumbnail`.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};
use uuid::Uuid;
use zvonilka_model::{ChatId, File, FileId, FileName, MessageId, Timestamp, UserId, Waveform};

use crate::{
    Store, StoreError,
    statement::{column, execute, for_update, list, padded, row, rows, values},
    transaction::in_transaction,
    words::{Word as _, word},
};

/// Bytes in the store of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Their name there.
    pub key: String,
    /// How many.
    pub size: u64,
}

/// A file with the names of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// What it is.
    pub file: File,
    /// Bytes that its uploader sent: more than it has when something was taken out of a picture.
    pub arrived: u64,
    /// The name of its bytes; there are `file.size`.
    pub content: String,
    /// Its small copy.
    pub thumbnail: Option<Content>,
}

/// An upload that is not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The id that the file will have.
    pub id: FileId,
    /// Whose.
    pub owner: UserId,
    /// How the file will be called.
    pub name: FileName,
    /// What the uploader says it is.
    pub mime: Option<String>,
    /// How many bytes it will have.
    pub length: u64,
    /// What the uploader says of its length in time.
    pub duration_ms: Option<i64>,
    /// Its loudness over time.
    pub waveform: Option<Waveform>,
    /// When it is given up.
    pub expires_at: Timestamp,
}

/// What somebody may keep here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Bytes in all their files and unfinished uploads.
    pub bytes: u64,
    /// Unfinished uploads.
    pub uploads: u32,
}

/// Why a file or an upload was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareRefusal {
    /// Their files would take more than they may keep.
    Full,
    /// They have begun as many uploads as they may.
    TooManyUploads,
}

/// The small copy of a video, made from a picture of it.
#[derive(Debug, Clone)]
pub struct Poster {
    /// The small copy.
    pub thumbnail: Content,
    /// The picture's width; becomes the file's unless that is known.
    pub width: u32,
    /// The same for the height.
    pub height: u32,
    /// The blur.
    pub blur: Vec<u8>,
}

/// A message that carries a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carrier {
    /// The chat.
    pub chat: ChatId,
    /// The message.
    pub message: MessageId,
}

/// Some of all files, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesPage {
    /// Those that nothing carries.
    pub loose: Vec<FileId>,
    /// Where to go on; `None` at the end.
    pub next: Option<FileId>,
}

/// The columns that [`file_from`] reads, of `files AS f`.
pub(crate) const FILE: &str = "f.id AS file_id, f.owner_id, f.purpose, f.name, f.mime, f.size, f.thumbnail, f.width, \
    f.height, f.duration_ms, f.waveform, f.blur, f.created_at AS file_created_at";

/// Reads a file from a row with the columns [`FILE`].
pub(crate) fn file_from(row: &QueryResult) -> Result<File, StoreError> {
    let id: Uuid = column(row, "file_id")?;
    let wrong = |name| StoreError::inconsistent("files", name, id);
    let side = |name: &'static str| {
        let side: Option<i64> = column(row, name)?;
        side.map(|side| u32::try_from(side).map_err(|_| wrong(name))).transpose()
    };
    Ok(File {
        id: FileId::from_uuid(id),
        owner: UserId::from_uuid(column(row, "owner_id")?),
        purpose: word(row, "files", "purpose", id)?,
        name: FileName::lossy(&column::<String>(row, "name")?),
        mime: column(row, "mime")?,
        size: size(row, "size")?,
        width: side("width")?,
        height: side("height")?,
        duration_ms: column(row, "duration_ms")?,
        waveform: waveform(row)?,
        blur: column::<Option<String>>(row, "blur")?
            .map(|text| from_hex(&text).ok_or_else(|| wrong("blur")))
            .transpose()?,
        has_thumbnail: column::<Option<String>>(row, "thumbnail")?.is_some(),
        created_at: Timestamp::from_millis(column(row, "file_created_at")?),
    })
}

fn stored_from(row: &QueryResult) -> Result<StoredFile, StoreError> {
    let thumbnail: Option<String> = column(row, "thumbnail")?;
    Ok(StoredFile {
        file: file_from(row)?,
        arrived: size(row, "arrived")?,
        content: column(row, "content")?,
        thumbnail: thumbnail
            .map(|key| Ok::<_, StoreError>(Content { key, size: size(row, "thumbnail_size")? }))
            .transpose()?,
    })
}

const UPLOAD: &str = "id, owner_id, name, mime, length, duration_ms, waveform, expires_at";

fn upload_from(row: &QueryResult) -> Result<Upload, StoreError> {
    Ok(Upload {
        id: FileId::from_uuid(column(row, "id")?),
        owner: UserId::from_uuid(column(row, "owner_id")?),
        name: FileName::lossy(&column::<String>(row, "name")?),
        mime: column(row, "mime")?,
        length: size(row, "length")?,
        duration_ms: column(row, "duration_ms")?,
        waveform: waveform(row)?,
        expires_at: Timestamp::from_millis(column(row, "expires_at")?),
    })
}

fn size(row: &QueryResult, name: &'static str) -> Result<u64, StoreError> {
    let number: i64 = column(row, name)?;
    u64::try_from(number).map_err(|_| StoreError::inconsistent("files", name, number))
}

/// A waveform is stored as a letter for each number.
fn waveform(row: &QueryResult) -> Result<Option<Waveform>, StoreError> {
    let letters: Option<String> = column(row, "waveform")?;
    Ok(letters.and_then(|letters| Waveform::new(letters.bytes().map(|b| b.saturating_sub(LETTER)).collect())))
}

/// The letter of 0; the loudest, 31, is `_`.
const LETTER: u8 = b'@';

fn letters(waveform: &Waveform) -> String {
    waveform.numbers().iter().map(|number| char::from(LETTER + number)).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    pairs.map(|pair| u8::from_str_radix(pair.filter(|p| p.len() == 2)?, 16).ok()).collect()
}

/// A number of bytes as a database counts.
fn number(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

/// That nothing carries the file `f`.
const LOOSE: &str = "NOT EXISTS (SELECT 1 FROM file_refs r WHERE r.file_id = f.id)
    AND NOT EXISTS (SELECT 1 FROM people p WHERE p.avatar_id = f.id)
    AND NOT EXISTS (SELECT 1 FROM chats c WHERE c.avatar_id = f.id)
    AND NOT EXISTS (SELECT 1 FROM message_previews v WHERE v.image_id = f.id)
    AND NOT EXISTS (SELECT 1 FROM preview_cache v WHERE v.image_id = f.id)";

impl Store {
    /// Stores a file that has arrived, and forgets the upload of this id, if there is one.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn insert_file(
        &self,
        new: &StoredFile,
        share: Share,
    ) -> Result<Result<(), ShareRefusal>, StoreError> {
        in_transaction!(self.database(), |tx| async {
            let id = new.file.id;
            if !fits(&tx, new.file.owner, id, new.file.size, share).await? {
                return Ok(Err(ShareRefusal::Full));
            }
            execute(&tx, "DELETE FROM uploads WHERE id = $1", values![id.uuid()]).await?;
            insert(&tx, new).await?;
            Ok(Ok(()))
        })
    }

    /// One file.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn file(&self, id: FileId) -> Result<Option<StoredFile>, StoreError> {
        let sql =
            format!("SELECT {FILE}, f.arrived, f.content, f.thumbnail_size FROM files f WHERE f.id = $1");
        let found = row(self.database().reader(), sql, values![id.uuid()]).await?;
        found.map(|row| stored_from(&row)).transpose()
    }

    /// Files of a person after a given one, in the order of their ids; not the pictures of previews.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn owned_files(
        &self,
        owner: UserId,
        after: Option<FileId>,
        limit: u32,
    ) -> Result<Vec<File>, StoreError> {
        let sql = format!(
            "SELECT {FILE} FROM files f WHERE f.owner_id = $1 AND f.id > $2 AND f.purpose <> 'preview'
             ORDER BY f.id LIMIT $3"
        );
        let after = after.map_or(Uuid::nil(), FileId::uuid);
        let values = values![owner.uuid(), after, i64::from(limit)];
        rows(self.database().reader(), sql, values).await?.iter().map(file_from).collect()
    }

    /// Stores the beginning of an upload, whose bytes count as kept from now on.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn create_upload(
        &self,
        upload: &Upload,
        share: Share,
    ) -> Result<Result<(), ShareRefusal>, StoreError> {
        in_transaction!(self.database(), |tx| async {
            if !fits(&tx, upload.owner, upload.id, upload.length, share).await? {
                return Ok(Err(ShareRefusal::Full));
            }
            let sql = "SELECT count(*) AS value FROM uploads WHERE owner_id = $1";
            let begun = row(&tx, sql, values![upload.owner.uuid()]).await?;
            if begun.map(|row| column::<i64>(&row, "value")).transpose()?.unwrap_or(0)
                >= i64::from(share.uploads)
            {
                return Ok(Err(ShareRefusal::TooManyUploads));
            }
            let sql = format!("INSERT INTO uploads ({UPLOAD}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
            let values = values![
                upload.id.uuid(),
                upload.owner.uuid(),
                upload.name.as_str(),
                upload.mime.clone(),
                number(upload.length),
                upload.duration_ms,
                upload.waveform.as_ref().map(letters),
                upload.expires_at.millis(),
            ];
            execute(&tx, sql, values).await?;
            Ok(Ok(()))
        })
    }

    /// One unfinished upload.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn upload(&self, id: FileId) -> Result<Option<Upload>, StoreError> {
        let sql = format!("SELECT {UPLOAD} FROM uploads WHERE id = $1");
        let found = row(self.database().reader(), sql, values![id.uuid()]).await?;
        found.map(|row| upload_from(&row)).transpose()
    }

    /// Forgets an upload. False: there was none.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn delete_upload(&self, id: FileId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM uploads WHERE id = $1";
        Ok(execute(self.database().writer(), sql, values![id.uuid()]).await? > 0)
    }

    /// Uploads whose time is over, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn expired_uploads(&self, limit: u32) -> Result<Vec<FileId>, StoreError> {
        let sql = "SELECT id FROM uploads WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2";
        let values = values![self.now().millis(), i64::from(limit)];
        let found = rows(self.database().reader(), sql, values).await?;
        found.iter().map(|row| Ok(FileId::from_uuid(column(row, "id")?))).collect()
    }

    /// Gives a file a small copy that was made of something else than itself. False: there is no such file.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_poster(&self, id: FileId, poster: &Poster) -> Result<bool, StoreError> {
        let sql = "UPDATE files SET thumbnail = $2, thumbnail_size = $3, blur = $4,
                       width = COALESCE(width, $5), height = COALESCE(height, $6) WHERE id = $1";
        let values = values![
            id.uuid(),
            poster.thumbnail.key.as_str(),
            number(poster.thumbnail.size),
            hex(&poster.blur),
            i64::from(poster.width),
            i64::from(poster.height),
        ];
        Ok(execute(self.database().writer(), sql, values).await? > 0)
    }

    /// Messages that carry a file, be it as the picture of a preview, in chats that this person is in: the newest `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn carriers(&self, file: FileId, user: UserId, limit: u32) -> Result<Vec<Carrier>, StoreError> {
        let sql = "SELECT m.id, m.chat_id FROM (
                       SELECT message_id FROM file_refs WHERE file_id = $1
                       UNION SELECT message_id FROM message_previews WHERE image_id = $1
                   ) AS r JOIN messages m ON m.id = r.message_id
                   JOIN chat_members mb ON mb.chat_id = m.chat_id AND mb.user_id = $2
                   ORDER BY m.created_at DESC LIMIT $3";
        let values = values![file.uuid(), user.uuid(), i64::from(limit)];
        let found = rows(self.database().reader(), sql, values).await?;
        let carrier = |row: &QueryResult| {
            Ok(Carrier {
                chat: ChatId::from_uuid(column(row, "chat_id")?),
                message: MessageId::from_uuid(column(row, "id")?),
            })
        };
        found.iter().map(carrier).collect()
    }

    /// Looks at the next `limit` files made before `before` for such as nothing carries.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn loose_files(
        &self,
        after: Option<FileId>,
        before: Timestamp,
        limit: u32,
    ) -> Result<FilesPage, StoreError> {
        let sql = format!(
            "SELECT f.id, CASE WHEN {LOOSE} THEN 1 ELSE 0 END AS loose FROM files f
             WHERE f.id > $1 AND f.created_at < $2 ORDER BY f.id LIMIT $3"
        );
        let after = after.map_or(Uuid::nil(), FileId::uuid);
        let values = values![after, before.millis(), i64::from(limit)];
        let found = rows(self.database().reader(), sql, values).await?;
        let mut loose = Vec::new();
        let mut last = None;
        for row in &found {
            let id = FileId::from_uuid(column(row, "id")?);
            // An INTEGER on PostgreSQL, where a bare number has 32 bits.
            if column::<i32>(row, "loose")? == 1 {
                loose.push(id);
            }
            last = Some(id);
        }
        let full = found.len() >= limit as usize;
        Ok(FilesPage { loose, next: last.filter(|_| full) })
    }

    /// Deletes those of the files that still nothing carries. Gives the names of bytes that no file has any more.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails; then nothing is deleted.
    pub async fn delete_loose_files(&self, ids: &[FileId]) -> Result<Vec<String>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        in_transaction!(self.database(), |tx| delete_loose(&tx, &ids))
    }

    /// Those of the names of bytes that a file has.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn contents_in_use(&self, keys: &[String]) -> Result<HashSet<String>, StoreError> {
        contents_in_use(self.database().reader(), keys).await
    }
}

/// Whether this many more bytes fit into a person's share; holds their row, so that two uploads at once do not both
/// take the last place.
async fn fits(
    tx: &DatabaseTransaction,
    owner: UserId,
    except: FileId,
    bytes: u64,
    share: Share,
) -> Result<bool, StoreError> {
    let lock = for_update(tx);
    if !lock.is_empty() {
        row(tx, format!("SELECT id FROM people WHERE id = $1{lock}"), values![owner.uuid()]).await?;
    }
    let sql = "SELECT CAST(
                   COALESCE((SELECT SUM(size) FROM files WHERE owner_id = $1 AND purpose <> 'preview'), 0)
                   + COALESCE((SELECT SUM(length) FROM uploads WHERE owner_id = $1 AND id <> $2), 0)
               AS BIGINT) AS value";
    let found = row(tx, sql, values![owner.uuid(), except.uuid()]).await?;
    let kept: i64 = found.map(|row| column(&row, "value")).transpose()?.unwrap_or(0);
    Ok(number(bytes).saturating_add(kept) <= number(share.bytes))
}

async fn insert(tx: &DatabaseTransaction, new: &StoredFile) -> Result<(), StoreError> {
    let sql = "INSERT INTO files (id, owner_id, purpose, name, mime, size, arrived, content, thumbnail,
                   thumbnail_size, width, height, duration_ms, waveform, blur, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    let StoredFile { file, arrived, content, thumbnail } = new;
    let values = values![
        file.id.uuid(),
        file.owner.uuid(),
        file.purpose.word(),
        file.name.as_str(),
        file.mime.as_str(),
        number(file.size),
        number(*arrived),
        content.as_str(),
        thumbnail.as_ref().map(|t| t.key.clone()),
        thumbnail.as_ref().map(|t| number(t.size)),
        file.width.map(i64::from),
        file.height.map(i64::from),
        file.duration_ms,
        file.waveform.as_ref().map(letters),
        file.blur.as_deref().map(hex),
        file.created_at.millis(),
    ];
    execute(tx, sql, values).await.map(|_| ())
}

async fn delete_loose(tx: &DatabaseTransaction, ids: &[Uuid]) -> Result<Vec<String>, StoreError> {
    let mut keys = HashSet::new();
    for piece in padded(ids) {
        let names = list(0, piece.len());
        let values: Vec<Value> = piece.into_iter().map(Value::from).collect();
        // On PostgreSQL a file that gets carried meanwhile makes the whole deletion fail by its reference; it is tried
        // again with the next round.
        let sql = format!(
            "DELETE FROM files AS f WHERE f.id IN ({names}) AND {LOOSE} RETURNING content, thumbnail"
        );
        for row in rows(tx, sql, values).await? {
            keys.insert(column::<String>(&row, "content")?);
            keys.extend(column::<Option<String>>(&row, "thumbnail")?);
        }
    }
    let keys: Vec<String> = keys.into_iter().collect();
    let used = contents_in_use(tx, &keys).await?;
    Ok(keys.into_iter().filter(|key| !used.contains(key)).collect())
}

async fn contents_in_use<C: ConnectionTrait>(db: &C, keys: &[String]) -> Result<HashSet<String>, StoreError> {
    let mut used = HashSet::new();
    for piece in padded(keys) {
        let names = list(0, piece.len());
        let sql = format!(
            "SELECT content AS key FROM files WHERE content IN ({names})
             UNION SELECT thumbnail AS key FROM files WHERE thumbnail IN ({names})"
        );
        for row in rows(db, sql, piece.into_iter().map(Value::from).collect()).await? {
            used.insert(column::<String>(&row, "key")?);
        }
    }
    Ok(used)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blur_comes_back_as_it_was_stored() {
        assert_eq!(from_hex(&hex(&[0, 127, 255])), Some(vec![0, 127, 255]));
        assert_eq!(from_hex("0"), None);
        assert_eq!(from_hex("zz"), None);
    }

    #[test]
    fn every_loudness_has_a_printable_letter() {
        let all = Waveform::new((0..=31).collect()).expect("fits");
        let letters = letters(&all);
        assert!(letters.chars().all(|c| c.is_ascii_graphic()), "{letters}");
    }
}
