"""My data: what all rooms keep of one person, at home or with a clerk at the counter."""
