"""Operations of the API as methods."""
