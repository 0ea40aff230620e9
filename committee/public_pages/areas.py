"""
The keys of areas of data. A cached page expires when an area that it shows changes.

The page of a meeting also expires when the meeting changes; the key of a meeting is its id.
"""

EVERYTHING = 0  # data that any page may show: the council, committees, people, publications, takedowns
LISTS = -1  # the state of each meeting's minutes
MINUTED = -2  # items on agendas, and minutes
PROGRAMMES = -3  # work programmes, the forward plan, notices of private meetings
REVIEWS = -4
ATTENDANCE = -5  # arrivals and departures of members at meetings
