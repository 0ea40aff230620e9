"""
Cache of whole public pages, one copy for everybody, and never out of date.

- `areas`: the groups of data that a page can show, and a change can be of.
- `triggers`: database triggers that write a random number into `PageStamp`, in the transaction of every change.
- `stamps`: reads these numbers; a cached page is valid while they are the same.
- `marking`: the decorator of a view whose page may be cached.
- `store`: the cached pages. `middleware`: answers with them.

docs/speed.md says why no page can be out of date.
"""
