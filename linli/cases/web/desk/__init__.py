"""The pages of the staff: queues, requests, acts, calls, intake."""
