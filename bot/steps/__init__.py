"""Which step a later message takes with the clusters shown, told by a model of its words that is fitted on wordings of each step."""
