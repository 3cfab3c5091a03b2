"""A scope → the pages of a site: where each stands, and what its template sees."""
