"""Why a file can't be read, in words that say what to do instead. Pages translate them."""

_ = str  # marks what the catalogue of the pages translates

REASONS = {
    "sheet_size": _("The file is larger than %(most)s MB. Please split it."),
    "sheet_type": _("This is no table that can be read. Please send xlsx, xls or csv."),
    "sheet_web_page": _(
        "This is a web page or XML under the name of a table. Please open it in Excel or WPS and save it as xlsx."
    ),
    "sheet_macros": _("The file holds macros, which are not let in. Please save it as xlsx without them."),
    "sheet_entities": _(
        "The file asks for other files to be read. It is not let in; please save it anew as xlsx."
    ),
    "sheet_locked": _("The file is locked with a password. Please save it without one."),
    "sheet_charset": _(
        "The characters of this text can't be read. Please save it as UTF-8 or GB18030, or as xlsx."
    ),
    "sheet_broken": _("The file is damaged. Please save it anew and send it again."),
    "sheet_too_large": _("Unpacked the file is too large, or takes too long to read. Please split it."),
    "sheet_too_long": _("More than %(most)s rows. Please split the file."),
    "sheet_too_wide": _("More than %(most)s columns in %(sheet)s. Please leave out what isn't needed."),
    "sheet_empty": _("There is nothing in the file."),
    "sheet_no_headers": _("No row holds the heads of the columns that are needed. Please name the columns."),
    "column_unknown": _("There is no column %(column)s in the file."),
    "field_unknown": _("There is nothing called %(field)s; there are: %(known)s."),
    "column_missing": _("No column gives the %(field)s. Please say which one does."),
}
