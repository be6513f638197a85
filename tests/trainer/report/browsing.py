"""Reads a report page as a browser would: its words, its ``data`` elements, its tags."""

from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input"}


class Page(HTMLParser):
    """``tags``: (name, attributes); ``numbers``: (attributes, text) of data elements; ``texts``: all other text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.numbers, self.texts, self._open = [], [], [], []
        self.feed(text)
        assert not self._open, f"not closed: {self._open}"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "data":
            self.numbers.append((dict(attrs), ""))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "style" in self._open or "svg" in self._open:
            return
        if "data" in self._open:
            attributes, text = self.numbers[-1]
            self.numbers[-1] = attributes, text + data
        elif data.strip():
            self.texts.append(" ".join(data.split()))

    @property
    def text(self):
        return " ".join(self.texts)


def at(twin, pointer):
    """Follow a JSON pointer (RFC 6901)."""
    for step in pointer.split("/")[1:]:
        twin = twin[int(step)] if isinstance(twin, list) else twin[step]
    return twin


def strings(value):
    """All texts in a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []
