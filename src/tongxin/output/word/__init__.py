"""Documents in Word, laid out as official papers are (GB/T 9704-2012, as far as it applies).

`layout` holds the measures and fonts with their source, for PDF as well; `styles` makes the styles
of a document, `body` its paragraphs and tables, `file` the file. The home of python-docx.
"""
