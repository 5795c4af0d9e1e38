"""Linli 邻里: the working platform of a sub-district office and its communities."""
