"""Works, collections and owed premises: for everybody, and at the desk."""
