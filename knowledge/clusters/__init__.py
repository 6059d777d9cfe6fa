"""What is wanted of clusters, the finder, and answers that tell of clusters."""
