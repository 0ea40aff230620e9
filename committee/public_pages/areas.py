"""Areas of changes: a page is kept under the areas that it shows, and under the id of its one meeting."""

EVERYTHING = 0  # what any page may show: the council, its committees and people, what is published, what is down
LISTS = -1  # how far the minutes of a meeting are
MINUTED = -2  # what is on agendas and what was minuted
PROGRAMMES = -3  # work programmes, the forward plan, notices of private meetings
REVIEWS = -4
ATTENDANCE = -5  # who came into the room and left it
