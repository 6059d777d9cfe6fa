"""`python -m bot.cli` is `clusterbot`."""

from bot.cli.main import main

main()
