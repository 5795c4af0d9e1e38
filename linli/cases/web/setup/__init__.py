"""The pages of the office's own tables: categories, routes, keys."""
