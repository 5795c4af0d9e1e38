"""Pages of applications for legal aid."""
