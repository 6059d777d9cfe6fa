"""What has a name: technology fields, Länder, cities, labels, clusters and their profiles."""
