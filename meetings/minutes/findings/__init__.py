"""What stops or worries the publication of minutes, each finding with its legal source."""
