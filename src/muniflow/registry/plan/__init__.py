"""The filing plan: under which item a case is filed, and how long that is kept."""
