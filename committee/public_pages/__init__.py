"""
Cache of whole public pages, one copy for everybody, and never out of date.

- `areas`: groups of data. The decorator of a view names the areas that its page shows.
- `triggers`: database triggers that write a random number (`PageStamp`) for each changed area, in the transaction of
  the change.
- `stamps`: reads these numbers; a cached page is valid while the numbers stay the same.
- `marking`: the decorator for a view whose page may be cached.
- `store`: the cached pages. `middleware`: answers requests with cached pages.

docs/speed.md says why no page can be out of date.
"""
