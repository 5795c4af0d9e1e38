"""Pages of notices: the public board, each notice, and the desk that puts them up."""
