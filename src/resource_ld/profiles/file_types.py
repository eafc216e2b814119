"""What the end of a file's address says of it: the EU's file type (authority list `file-type`) and the IANA media type."""

_OFFICE = "application/vnd.openxmlformats-officedocument"

FILE_TYPES = {
    "csv": ("CSV", "text/csv"),
    "doc": ("DOC", "application/msword"),
    "docx": ("DOCX", f"{_OFFICE}.wordprocessingml.document"),
    "epub": ("EPUB", "application/epub+zip"),
    "htm": ("HTML", "text/html"),
    "html": ("HTML", "text/html"),
    "jpeg": ("JPEG", "image/jpeg"),
    "jpg": ("JPEG", "image/jpeg"),
    "json": ("JSON", "application/json"),
    "ods": ("ODS", "application/vnd.oasis.opendocument.spreadsheet"),
    "odt": ("ODT", "application/vnd.oasis.opendocument.text"),
    "pdf": ("PDF", "application/pdf"),
    "png": ("PNG", "image/png"),
    "ppt": ("PPT", "application/vnd.ms-powerpoint"),
    "pptx": ("PPTX", f"{_OFFICE}.presentationml.presentation"),
    "rtf": ("RTF", "application/rtf"),
    "tif": ("TIFF", "image/tiff"),
    "tiff": ("TIFF", "image/tiff"),
    "txt": ("TXT", "text/plain"),
    "xls": ("XLS", "application/vnd.ms-excel"),
    "xlsx": ("XLSX", f"{_OFFICE}.spreadsheetml.sheet"),
    "xml": ("XML", "application/xml"),
    "zip": ("ZIP", "application/zip"),
}
"""Suffix in lower case → (file type, media type). A table of ours: the machine's own list differs from one to another."""
