"""
Cache of whole public pages, one copy for everybody, and never out of date.

- `areas`: groups of data. A page names the areas that it shows, and a change stamps the areas that it changes.
- `triggers`: database triggers that write these stamps, random numbers in `PageStamp`, in the transaction of a change.
- `stamps`: reads these numbers; a cached page is valid while they are the same.
- `marking`: the decorator for a view whose page may be cached.
- `store`: the cached pages. `middleware`: answers requests with cached pages.

docs/speed.md says why no page can be out of date.
"""
