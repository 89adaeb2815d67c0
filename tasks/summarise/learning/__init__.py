"""What regions can learn from one another beyond what a source joins itself."""
