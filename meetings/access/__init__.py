"""Access: who may read a paper, what is taken down, which documents are open."""
