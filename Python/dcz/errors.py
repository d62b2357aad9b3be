"""What can be wrong with a file."""


class FormatError(ValueError):
    """The file breaks a rule of FORMAT.md; the message names the part, the rule and the section."""


def check(condition, rule):
    """Refuses the file unless the condition holds."""
    if not condition:
        raise FormatError(rule)
