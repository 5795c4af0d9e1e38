"""Pages of withdrawals: the playbook at the desk, and what everybody reads of it."""
