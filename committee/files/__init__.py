"""
Stores of private bytes: `folder` on this machine, `bucket` in an S3-compatible store that many machines share.

Both store a file whole or not at all, replace a file of the same name, and give no public URL. For a missing file they
raise FileNotFoundError, for any failure of the storage another OSError.
"""
