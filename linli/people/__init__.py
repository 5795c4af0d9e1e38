"""Who acts, in which post: accounts, organisations, posts, holders, deputies, dwellings.

An actor is an account with the posts it holds today; administrators hold none. The
community secretary answers for posts, the administrator for sign-in. A person's
records in different rooms are never joined here, nor anywhere else.
"""
