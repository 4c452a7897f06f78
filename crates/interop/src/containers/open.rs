//! Opens files and folders.

use std::cell::RefCell;
use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::Path;

use super::container::Container;
use super::document::{Document, Neighbours, Reader, Wanted};
use super::hdf5::Hdf5;
use super::language::Language;
use super::{archive, card_table, hjson, json, markup, model_card, pickle, python, torch_file};
use crate::model::InteropError;
use crate::values::{Object, Value};

/// Opens a file, whose type is found from its content. Of archives and HDF5 only the directory and what is
/// wanted are read.
pub(crate) fn open<'r>(reader: impl Read + Seek + 'r, wanted: &Wanted) -> Result<Document<'r>, InteropError> {
    let mut reader: Reader<'r> = Box::new(reader);
    reader.rewind()?;
    let mut start = Vec::new();
    (&mut reader).take(archive::SIGNATURE_LENGTH).read_to_end(&mut start)?;
    reader.rewind()?;
    if archive::is_zip(&start) {
        return from_archive(reader, wanted);
    }
    if archive::is_hdf5(&start) {
        return from_hdf5(reader, wanted);
    }
    if pickle::is_pickle(&start) {
        return from_pickle(reader, wanted);
    }
    let bytes = json::read(&mut reader)?;
    if pickle::is_old_pickle(&bytes) {
        return from_pickle(Box::new(Cursor::new(bytes)), wanted);
    }
    from_text(&bytes, wanted)
}

/// Opens a folder, of which nothing is read yet.
pub(crate) fn open_folder(folder: &Path) -> Document<'static> {
    Document {
        neighbours: Neighbours::Folder(folder.to_owned()),
        ..Document::new(Value::Null, Container::Folder)
    }
}

/// Opens a file of a folder, of which nothing but its values is wanted.
pub(crate) fn open_file(file: &Path, wanted: &Wanted) -> Result<Document<'static>, InteropError> {
    open(File::open(file)?, wanted)
}

/// Reads a file of a folder that is JSON.
pub(crate) fn open_json(file: &Path) -> Result<Value, InteropError> {
    json::parse(&json::read(File::open(file)?)?)
}

/// Reads a file of a folder that is pickled.
pub(crate) fn open_pickle(file: &Path, wanted: &Wanted) -> Result<Value, InteropError> {
    torch_file::read(File::open(file)?, &wanted.pickled)
}

/// The bytes of a file of a folder.
pub(crate) fn read_file(file: &Path) -> Result<Vec<u8>, InteropError> {
    json::read(File::open(file)?)
}

fn from_archive<'r>(reader: Reader<'r>, wanted: &Wanted) -> Result<Document<'r>, InteropError> {
    let mut archive = archive::open(reader)?;
    if archive.index_for_name(wanted.member).is_some() {
        let values = json::parse(&archive::read_config(&mut archive)?)?;
        let neighbours = Neighbours::Archive(RefCell::new(archive));
        return Ok(Document { neighbours, ..Document::new(values, Container::Archive) });
    }
    match archive::pickle_name(&archive) {
        Some(name) => {
            let values = torch_file::from_archive(archive, &name, &wanted.pickled)?;
            Ok(Document::new(values, Container::Torch))
        }
        None => Err(archive::unknown()),
    }
}

fn from_hdf5<'r>(reader: Reader<'r>, wanted: &Wanted) -> Result<Document<'r>, InteropError> {
    let mut file = Hdf5::open(reader)?;
    let root = file.root()?;
    let mut values = Object::default();
    for &attribute in wanted.attributes {
        if let Some(text) = file.text(&root, attribute)? {
            values.insert(attribute.to_owned(), json::parse_at(&text, attribute)?);
        }
    }
    let neighbours = Neighbours::Hdf5(RefCell::new(file));
    Ok(Document { neighbours, ..Document::new(values.into(), Container::Hdf5) })
}

fn from_pickle<'r>(reader: Reader<'r>, wanted: &Wanted) -> Result<Document<'r>, InteropError> {
    let (values, container) = torch_file::from_stream(reader, &wanted.pickled)?;
    Ok(Document::new(values, container))
}

/// Text in one of several languages. Where it is not JSON, though it begins so, it may be what Python prints,
/// or Hjson.
fn from_text<'r>(bytes: &[u8], wanted: &Wanted) -> Result<Document<'r>, InteropError> {
    let text = json::decode(bytes)?;
    let read = in_any_language(bytes, text);
    if read.as_ref().is_ok_and(|document| document.values.is_object()) {
        return read;
    }
    match (wanted.unread)(&text[..text.floor_char_boundary(BEGINNING)]) {
        Some(what) => Err(InteropError::no_learning_rate("", what)),
        None => read,
    }
}

/// The most bytes that a text may have which is not JSON.
const MOST: usize = 1 << 20;

/// How much of a text tells what it is, if it is in none of the languages that are read.
const BEGINNING: usize = 1 << 16;

fn in_any_language<'r>(bytes: &[u8], text: &str) -> Result<Document<'r>, InteropError> {
    let document = |values: Value, language: Language| Document::new(values, Container::Text(language));
    if text.len() > MOST {
        return match markup::language(text) {
            Some(language) => Ok(document(markup::parse(language, text)?, language)),
            None => Ok(document(json::parse(bytes)?, Language::Json)),
        };
    }
    if python::is_model_card(text)
        && let Some(card) = python::in_model_card(text)?
    {
        let beside = model_card::beside_optimizer(text, card.line);
        return Ok(Document { beside, ..document(card.config, Language::ModelCard) });
    }
    if let Some(hyperparameters) = model_card::parse(text)? {
        return Ok(document(hyperparameters, Language::ModelCard));
    }
    if let Some(table) = card_table::parse(text)? {
        let beside = model_card::beside_optimizer(text, table.line);
        return Ok(Document { beside, ..document(table.config, Language::CardTable) });
    }
    if let Some(language) = markup::language(text) {
        let values = markup::parse(language, text).map_err(|error| with_braces(text).unwrap_or(error))?;
        return Ok(Document { is_part: markup::is_part(text), ..document(values, language) });
    }
    let error = match json::parse(bytes) {
        Ok(values) => return Ok(document(values, Language::Json)),
        Err(error) => error,
    };
    let python = python::may_be(text).then(|| python::parse(text));
    if let Some(Ok(values)) = python {
        return Ok(document(values, Language::Python));
    }
    if hjson::can_only_be(text)
        && let Ok(values) = hjson::parse(text)
    {
        return Ok(Document { lax: Some(error), ..document(values, Language::Hjson) });
    }
    // What looks like Python is wrong as that, not as JSON.
    Err(python.and_then(Result::err).unwrap_or(error))
}

/// The error for a text that would be read with braces around it.
fn with_braces(text: &str) -> Option<InteropError> {
    const LONGEST: usize = 1 << 16;
    if text.len() > LONGEST {
        return None;
    }
    let braced = format!("{{{text}\n}}");
    let language = if json::parse(braced.as_bytes()).is_ok() {
        Language::Json
    } else {
        python::parse(&braced).is_ok().then_some(Language::Python)?
    };
    Some(InteropError::new(format!(
        "{} without the braces around it; put `{{` before and `}}` after it",
        language.name()
    )))
}
