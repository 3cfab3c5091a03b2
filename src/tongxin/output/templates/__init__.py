"""Jinja templates: found, checked and rendered in a sandbox. The home of jinja2.

`library` is the way in: which templates there are, and a document of one. `check` tells what is
wrong with one before it is rendered, by the `types` of the data. Rendering happens in a `sandbox`
that pays for every step out of `limits`; `tree` puts the payments into a template, `builtin` has
the filters of Jinja that cannot run away, `escaping` says how a value stands among markup.
"""
