"""Units, posts and teams (单位、职务、班子): the tree that scopes hang on. Knows no person."""
