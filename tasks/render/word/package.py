"""A Word package as named parts: read a template, take out what tells of its maker, write the same bytes each time."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from tasks.render.word.markup import PACKAGE_TYPES, RELATIONSHIPS, W

ZIP_DATE = (1980, 1, 1, 0, 0, 0)
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
PERSONAL_PARTS = re.compile(r"docProps/|docMetadata/|customXml/|word/(?:people|comments\w*)\.xml|word/_rels/comments")
"""Who made the template, when and with what; comments are written anew."""
SESSION_MARKS = re.compile(rb' (?:w:rsid\w*|w14:(?:paraId|textId))="[^"]*"|<w:rsid w:val="[^"]*"/>')
PERSONAL_SETTINGS = ("attachedTemplate", "rsids", "docVars", "mailMerge", "printTwoOnOne", "saveThroughXslt")


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip: content types first, the rest by name, fixed dates."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda part: (part != "[Content_Types].xml", part)):
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name], compresslevel=6)
    return buffer.getvalue()


def read_package(path: Path) -> dict[str, bytes]:
    """The parts of a template by name, without its maker's traces."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    kept = {name: _anonymous(name, data) for name, data in parts.items() if not PERSONAL_PARTS.match(name)}
    kept["_rels/.rels"] = _filtered_relations(kept["_rels/.rels"], kept, "")
    kept[DOCUMENT_RELATIONS] = _filtered_relations(kept[DOCUMENT_RELATIONS], kept, "word/")
    kept["[Content_Types].xml"] = _filtered_types(kept["[Content_Types].xml"], kept)
    if "word/settings.xml" in kept:
        kept["word/settings.xml"] = _filtered_settings(kept["word/settings.xml"])
        kept.pop("word/_rels/settings.xml.rels", None)
    return kept


def serialise(root: etree._Element) -> bytes:
    """An element as a part."""
    part: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return part


def add_part(
    parts: dict[str, bytes], name: str, content_type: str, relation: str, data: bytes, relation_id: str = ""
) -> None:
    """Put a part into the document's folder, or replace it, with its content type and relationship."""
    parts[f"word/{name}"] = data
    types = etree.fromstring(parts["[Content_Types].xml"])
    part_name = f"/word/{name}"
    if not any(row.get("PartName") == part_name for row in types):
        etree.SubElement(types, f"{PACKAGE_TYPES}Override", PartName=part_name, ContentType=content_type)
    parts["[Content_Types].xml"] = serialise(types)
    relations = etree.fromstring(parts[DOCUMENT_RELATIONS])
    if not any(row.get("Target") == name for row in relations):
        chosen = relation_id or _free_id(relations)
        etree.SubElement(relations, f"{RELATIONSHIPS}Relationship", Id=chosen, Type=relation, Target=name)
    parts[DOCUMENT_RELATIONS] = serialise(relations)


def add_core_properties(parts: dict[str, bytes], core: bytes) -> None:
    """Put the document's own properties in the place of those taken out."""
    parts["docProps/core.xml"] = core
    types = etree.fromstring(parts["[Content_Types].xml"])
    etree.SubElement(types, f"{PACKAGE_TYPES}Override", PartName="/docProps/core.xml", ContentType=CORE_TYPE)
    parts["[Content_Types].xml"] = serialise(types)
    relations = etree.fromstring(parts["_rels/.rels"])
    free = _free_id(relations)
    etree.SubElement(relations, f"{RELATIONSHIPS}Relationship", Id=free, Type=CORE_RELATION, Target="docProps/core.xml")
    parts["_rels/.rels"] = serialise(relations)


def _free_id(relations: etree._Element) -> str:
    taken = {row.get("Id") for row in relations}
    return next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)


def _anonymous(name: str, data: bytes) -> bytes:
    """A part without the marks of the sessions it was edited in."""
    return SESSION_MARKS.sub(b"", data) if name.startswith("word/") and name.endswith(".xml") else data


def _filtered_relations(data: bytes, kept: Mapping[str, bytes], folder: str) -> bytes:
    """The relationships that lead outside or to a part that is kept."""
    root = etree.fromstring(data)
    for row in list(root):
        target = posixpath.normpath(posixpath.join("/" + folder, str(row.get("Target")))).lstrip("/")
        if row.get("TargetMode") != "External" and target not in kept:
            root.remove(row)
    return serialise(root)


def _filtered_types(data: bytes, kept: Mapping[str, bytes]) -> bytes:
    root = etree.fromstring(data)
    for row in list(root):
        name = row.get("PartName")
        if name is not None and str(name).lstrip("/") not in kept:
            root.remove(row)
    return serialise(root)


def _filtered_settings(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for name in PERSONAL_SETTINGS:
        for element in root.findall(f"{W}{name}"):
            root.remove(element)
    return serialise(root)
