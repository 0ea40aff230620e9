"""
Following by email, without an account: things to follow (`topics`), the verbs, and sending the emails (`delivery`).

An app registers each kind of topic in its AppConfig. News are read from the topic's public data each time, so that an
email contains nothing that was withdrawn before it was sent.
"""
