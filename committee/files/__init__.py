"""
Stores of private bytes: `folder` on this machine, `bucket` in an S3-compatible store that many machines share.

Both keep a file whole or not at all, take another's place under the same name, give no address of their own, and
raise nothing but OSError: FileNotFoundError for what is not there, another for trouble.
"""
