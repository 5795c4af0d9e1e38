"""Pages of property contracts, takeovers and services that neighbours run."""
