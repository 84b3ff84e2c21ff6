"""The same site on several processes: PostgreSQL, Zope twice, a worker, HAProxy before them."""
