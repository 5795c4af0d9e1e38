"""Paper beside online: poll book, boxes, visits, deliveries, counts."""
