"""How large a round file may be: what is larger was not written by a tracker, and could exhaust the memory.

Does not belong here: what a file says.
"""

#: A 12-minute 6v6 round with every section has about 5 MB in 10,000 lines; parsing takes about 6 times the size, and
#: up to 20 times of text that is nothing but one line.
LARGEST_FILE_BYTES = 64 * 1024 * 1024
MOST_LINES = 1_000_000
#: Headings, column lines, legends and header keys: the newest tracker writes fewer than 100.
MOST_MARKS = 10_000
#: The longest line is the path of a life: about 60 bytes a point, 20 points a second at the most.
LONGEST_LINE_BYTES = 16 * 1024 * 1024


def oversized_file(byte_size: int) -> str | None:
    """The reason to refuse a file of this size unopened; None if it may be read."""
    if byte_size > LARGEST_FILE_BYTES:
        return f"oversized: {byte_size} bytes, at most {LARGEST_FILE_BYTES}"
    return None


def oversized_lines(content: bytes) -> str | None:
    """The reason to refuse a file for its number of lines or headings, or a long line; None if it may be parsed."""
    line_count = content.count(b"\n")
    if line_count > MOST_LINES:
        return f"oversized: {line_count} lines, at most {MOST_LINES}"
    mark_count = content.count(b"\n#")
    if mark_count > MOST_MARKS:
        return f"oversized: {mark_count} headings and comments, at most {MOST_MARKS}"
    start = 0
    # From line end to line end in the longest leaps that are allowed; a leap without any shows the line.
    while len(content) - start > LONGEST_LINE_BYTES:
        end = content.rfind(b"\n", start, start + LONGEST_LINE_BYTES + 1)
        if end < 0:
            line_number = content.count(b"\n", 0, start) + 1
            return f"oversized: line {line_number} has more than {LONGEST_LINE_BYTES} bytes"
        start = end + 1
    return None
