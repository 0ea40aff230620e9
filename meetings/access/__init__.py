"""Access: who may read a paper or minute, and what is taken down."""
