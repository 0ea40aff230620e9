"""Areas of data: a cached page ends when an area that it shows changes, or its one meeting (a key by its id)."""

EVERYTHING = 0  # what any page may show: the council, its committees and people, what is published, what is down
LISTS = -1  # how far the minutes of a meeting are
MINUTED = -2  # what is on agendas and what was minuted
PROGRAMMES = -3  # work programmes, the forward plan, notices of private meetings
REVIEWS = -4
ATTENDANCE = -5  # who came into the room and left it
