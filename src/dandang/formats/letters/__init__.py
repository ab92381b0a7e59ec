"""Result letters (结果告知书): in Word from the office's template, in PDF from a built-in form.

Both print the same values; FIELDS says what each is.
"""

from dandang.formats.letters.fields import FIELDS, verify_code
from dandang.formats.letters.pdf import render_booklet, render_pdf
from dandang.formats.letters.receipt import render_receipts
from dandang.formats.letters.template import default_template
from dandang.formats.letters.word import render_word, unknown_fields

__all__ = [
    "FIELDS",
    "default_template",
    "render_booklet",
    "render_pdf",
    "render_receipts",
    "render_word",
    "unknown_fields",
    "verify_code",
]
