"""
Following by email, without an account: what can be followed (`topics`), the verbs, and what is sent (`delivery`).

An app registers each kind of topic in its AppConfig. What is new is asked of the topic's own public pages each time, so
that an email says nothing that was withdrawn before it went.
"""
