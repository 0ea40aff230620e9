"""What a review found, with its evidence, and what is missing before its report can be handed down."""
