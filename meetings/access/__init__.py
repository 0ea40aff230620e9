"""What may be read: who may read a paper, what is taken down, which documents are open."""
