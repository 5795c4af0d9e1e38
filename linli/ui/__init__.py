"""How Linli looks and who may open what: shells, pieces, tags, access declarations.

It owns no tables. A page author finds each piece in docs/ui.md with an example and
never writes a style or a script into a page. The deploying office's web editor
answers for its words. It knows no other room.
"""
