"""
Following by email, without an account: what can be followed (`topics`), the verbs, and sending the emails (`delivery`).

An app registers each kind of topic in its AppConfig. The news of a topic is read from its public data each time, so
that an email contains nothing that was withdrawn before the email was sent.
"""
