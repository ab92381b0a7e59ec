"""What a browser calls itself, in two words: enough to know one's own session again."""

# In this order: most of them also call themselves by a name that comes later.
_FAMILIES = (
    ("Edg", "Edge"),
    ("QQBrowser", "QQ"),
    ("MicroMessenger", "WeChat"),
    ("360", "360"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Mac OS", "macOS"),
    ("UOS", "UOS"),
    ("Kylin", "Kylin"),
    ("Linux", "Linux"),
)


def browser_in_words(agent: str) -> str:
    """`Firefox · Linux`; what is not known is left out, so that it may be empty."""
    found = (
        next((name for sign, name in table if sign in agent), "") for table in (_FAMILIES, _SYSTEMS)
    )
    return " · ".join(name for name in found if name)
