"""The pages of the knowledge base at the desk."""
